package dev.upbeat.server.continuation;

import dev.upbeat.core.text.SentenceEnds;
import java.util.List;

/**
 * Ends the answer well: after enough words at the end of a sentence, before a sentence that would
 * be too long, at once when the model goes round in circles.
 *
 * <p>The first sentence passes as it comes. Once the listener has enough to hear for a few seconds,
 * sentences are held until they are complete, so that none need be broken off.
 */
final class AnswerShaper implements TextStage {
  /** About four seconds of speech: the next sentence is complete long before. */
  private static final int WORDS_IN_HAND = 12;

  /** In characters: a model that says no word and no mark has to end too. */
  private static final int LONGEST_SENTENCE = 4_000;

  private final AnswerLength limit;
  private final RepetitionGuard guard = new RepetitionGuard();

  /** The sentence being made: its first {@code emitted} characters are out already. */
  private final StringBuilder sentence = new StringBuilder();

  private int emitted;
  private int wordsBefore;
  private int sentencesBefore;
  private boolean full;
  private boolean anyWord;

  /**
   * @param prefix what has been said of the sentence the answer goes on with
   */
  AnswerShaper(String prefix, AnswerLength limit) {
    this.limit = limit;
    sentence.append(lastSentence(prefix));
    emitted = sentence.length();
  }

  /** Whether enough has been said: nothing more will pass. */
  boolean isFull() {
    return full;
  }

  /** Whether anything speakable has passed. */
  boolean hasSpoken() {
    return anyWord;
  }

  @Override
  public String accept(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length() && !full; i++) {
      char c = text.charAt(i);
      take(c, out);
      // Here and not once for all the text: what comes out must not hang on how it came in.
      if (!full && c == ' ' && !holds()) {
        emitUpTo(speakable(), out);
      }
    }
    return out.toString();
  }

  @Override
  public String finish() {
    return finish(true);
  }

  /**
   * The text is at its end.
   *
   * @param complete whether the model ended it, and not a limit
   */
  String finish(boolean complete) {
    StringBuilder out = new StringBuilder();
    int end;
    while (!full && (end = nextEnd(true)) >= 0 && end < textEnd()) {
      endSentence(end, out);
    }
    if (full) {
      return out.toString();
    }
    full = true;
    boolean nothingOut = emitted == 0;
    if (nothingOut && (!complete || tooMuch() || guard.repeats(sentence.toString()))) {
      return out.toString();
    }
    close(out);
    return out.toString();
  }

  private void take(char c, StringBuilder out) {
    int end = sentence.length();
    sentence.append(c);
    full |= end > LONGEST_SENTENCE;
    if (full || Words.isPart(c)) {
      return;
    }
    // Behind an abbreviation, only the next word tells whether the sentence has ended.
    int sentenceEnd = nextEnd(false);
    if (sentenceEnd >= 0) {
      endSentence(sentenceEnd, out);
    } else if (end > 0 && Words.isPart(sentence.charAt(end - 1))) {
      afterWord(c, out);
    }
  }

  private void afterWord(char next, StringBuilder out) {
    List<String> words = Words.of(sentence).texts();
    if (RepetitionGuard.loops(words)) {
      breakOff(out);
      return;
    }
    int length = wordsBefore + Words.count(sentence);
    boolean clauseEnds = next == ',' || next == ';' || next == ':';
    if (emitted > 0
        && (length > limit.mostWords() && clauseEnds || length > limit.mostWords() + 15)) {
      sentence.setLength(sentence.length() - 1);
      full = true;
      close(out);
    } else if (emitted == 0 && holds() && tooMuch()) {
      full = true;
    }
  }

  private void endSentence(int end, StringBuilder out) {
    String next = sentence.substring(end);
    sentence.setLength(end);
    boolean repeated = guard.repeats(sentence.toString());
    if (emitted == 0 && (repeated || tooMuch())) {
      full = true;
      return;
    }
    emitUpTo(end, out);
    wordsBefore += Words.count(sentence);
    sentencesBefore++;
    sentence.setLength(0);
    sentence.append(next);
    emitted = 0;
    full =
        repeated || wordsBefore >= limit.enoughWords() || sentencesBefore >= limit.mostSentences();
  }

  private boolean tooMuch() {
    return wordsBefore + Words.count(sentence) > limit.mostWords();
  }

  private boolean holds() {
    return emitted == 0 && sentencesBefore > 0 && wordsBefore >= WORDS_IN_HAND;
  }

  /** In the middle of a circle: what is out is ended as well as can be, the rest dropped. */
  private void breakOff(StringBuilder out) {
    full = true;
    if (emitted > 0) {
      sentence.setLength(emitted);
      close(out);
    }
  }

  /** Emits the rest of the sentence and sees to it that it has an end. */
  private void close(StringBuilder out) {
    int end = sentence.length();
    while (end > emitted && ",;:- ".indexOf(sentence.charAt(end - 1)) >= 0) {
      end--;
    }
    sentence.setLength(end);
    boolean hasNew = end > emitted;
    if ((hasNew || anyWord) && end > 0 && !endsSentence(sentence)) {
      sentence.append('.');
    }
    emitUpTo(sentence.length(), out);
  }

  private void emitUpTo(int end, StringBuilder out) {
    if (end > emitted) {
      out.append(sentence, emitted, end);
      anyWord = true;
      emitted = end;
    }
  }

  /**
   * How far the sentence may go out: whole words, without a mark that may yet have to become a full
   * stop, and without words that may turn out to be the second round of a circle.
   */
  private int speakable() {
    int end = Math.max(emitted, sentence.lastIndexOf(" "));
    Words words = Words.of(sentence.substring(0, end));
    int repeated = RepetitionGuard.repeatedTail(words.texts());
    if (repeated > 0) {
      end = Math.max(emitted, words.list().get(words.size() - repeated).start());
    }
    while (end > emitted && ",;:- ".indexOf(sentence.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  /** Where the sentence ends, not before what is out already; −1 if it doesn't yet. */
  private int nextEnd(boolean complete) {
    int end = Math.max(0, emitted - 4);
    do {
      end = SentenceEnds.next(sentence, end, complete);
    } while (end >= 0 && end < emitted);
    return end;
  }

  private int textEnd() {
    int end = sentence.length();
    while (end > 0 && Character.isWhitespace(sentence.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean endsSentence(CharSequence text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == ')' || text.charAt(end - 1) == '\'')) {
      end--;
    }
    return end > 0 && ".!?…".indexOf(text.charAt(end - 1)) >= 0;
  }

  private static String lastSentence(String prefix) {
    String text = prefix.stripTrailing();
    int begin = 0;
    int end;
    while ((end = SentenceEnds.next(text, begin, true)) >= 0 && end < text.length()) {
      begin = end;
    }
    return prefix.substring(begin).stripLeading();
  }
}

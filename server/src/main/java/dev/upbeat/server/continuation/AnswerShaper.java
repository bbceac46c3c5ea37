package dev.upbeat.server.continuation;

import java.util.ArrayList;
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
      take(text.charAt(i), out);
    }
    if (!full && !holds()) {
      emitUpTo(speakable(), out);
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
    if (full) {
      return "";
    }
    full = true;
    boolean nothingOut = emitted == 0;
    if (nothingOut && (!complete || tooMuch() || guard.repeats(sentence.toString()))) {
      return "";
    }
    close(out);
    return out.toString();
  }

  private void take(char c, StringBuilder out) {
    if (Character.isWhitespace(c) && endsSentence(sentence) && !abbreviation()) {
      endSentence(out);
      if (full) {
        return;
      }
    }
    int end = sentence.length();
    sentence.append(c);
    if (end > 0 && !Words.isPart(c) && Words.isPart(sentence.charAt(end - 1))) {
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

  private void endSentence(StringBuilder out) {
    String text = sentence.toString();
    boolean repeated = guard.repeats(text);
    if (emitted == 0 && (repeated || tooMuch())) {
      full = true;
      return;
    }
    emitUpTo(sentence.length(), out);
    wordsBefore += Words.count(sentence);
    sentencesBefore++;
    sentence.setLength(0);
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

  private boolean abbreviation() {
    if (sentence.charAt(sentence.length() - 1) != '.') {
      return false;
    }
    String text = sentence.toString();
    String word = text.substring(text.lastIndexOf(' ') + 1);
    return ABBREVIATIONS.contains(word)
        || word.length() == 2 && Character.isUpperCase(word.charAt(0))
        || word.length() > 3 && word.charAt(word.length() - 3) == '.';
  }

  private static final List<String> ABBREVIATIONS =
      List.of(
          "Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Prof.", "e.g.", "i.e.", "etc.", "vs.", "approx.");

  private static boolean endsSentence(CharSequence text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == ')' || text.charAt(end - 1) == '\'')) {
      end--;
    }
    return end > 0 && ".!?…".indexOf(text.charAt(end - 1)) >= 0;
  }

  private static String lastSentence(String prefix) {
    List<Integer> ends = new ArrayList<>(List.of(0));
    for (int i = 0; i + 1 < prefix.length(); i++) {
      if (".!?".indexOf(prefix.charAt(i)) >= 0 && prefix.charAt(i + 1) == ' ') {
        ends.add(i + 2);
      }
    }
    return prefix.substring(ends.get(ends.size() - 1));
  }
}

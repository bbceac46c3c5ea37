package dev.upbeat.core.turn;

import dev.upbeat.core.spi.SpokenText;
import dev.upbeat.core.text.SentenceEnds;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts streamed text at places where speech may pause: at sentence ends when there is time, at
 * clauses when time gets short, between words when it runs out. Longer pieces have the better
 * melody. Used by one thread.
 */
final class SpeakableSegmenter {
  /** How short a piece may be. */
  enum Urgency {
    /** Only whole sentences. */
    SENTENCE,
    /** Clauses of at least four words. */
    CLAUSE,
    /** Any words, at least three, not ending on one that leans on the next. */
    WORDS,
    /** Whatever is there, at least two words. */
    ANYTHING
  }

  /** A piece of text and the silence that belongs before it. */
  record Segment(SpokenText text, int pauseBeforeMs) {}

  static final int SENTENCE_PAUSE_MS = 320;
  static final int CLAUSE_PAUSE_MS = 130;
  private static final int MIN_CLAUSE_WORDS = 4;
  private static final int MAX_SENTENCE_WORDS = 40;

  /** Words that lean on the next one: a piece must not end with them. */
  private static final Set<String> LEANING =
      Set.of(
          "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "with", "from", "and", "or",
          "but", "is", "are", "was", "were", "be", "as", "that", "which", "who", "its", "their",
          "your", "my", "his", "her", "our", "this", "these", "very", "about", "into", "than",
          "it's", "not");

  private final StringBuilder buffer = new StringBuilder();
  private boolean inSentence;
  private int pauseBeforeMs;

  /**
   * @param inSentence whether the first text goes on with a sentence already begun
   * @param pauseBeforeMs silence wanted before the first piece
   */
  SpeakableSegmenter(boolean inSentence, int pauseBeforeMs) {
    this.inSentence = inSentence;
    this.pauseBeforeMs = pauseBeforeMs;
  }

  /** The silence that belongs after a text because of its last character, in ms. */
  static int pauseAfter(String text) {
    String trimmed = text.stripTrailing();
    if (trimmed.isEmpty() || SentenceEnds.leansOnNext(trimmed)) {
      return 0;
    }
    char last = trimmed.charAt(trimmed.length() - 1);
    return isSentenceMark(last) ? SENTENCE_PAUSE_MS : isClauseMark(last) ? CLAUSE_PAUSE_MS : 0;
  }

  void append(String delta) {
    buffer.append(delta);
  }

  /** The next piece that the urgency allows, if there is one. */
  Optional<Segment> next(Urgency urgency) {
    takeLeadingMarks(false);
    int cut = SentenceEnds.next(buffer, 0, false);
    if (cut < 0
        && (urgency != Urgency.SENTENCE || wordCount(buffer.length()) > MAX_SENTENCE_WORDS)) {
      cut = clauseEnd();
    }
    if (cut < 0 && (urgency == Urgency.WORDS || urgency == Urgency.ANYTHING)) {
      cut = wordsEnd(urgency == Urgency.WORDS ? 3 : 2, urgency == Urgency.WORDS);
    }
    return cut < 0 ? Optional.empty() : cut(cut);
  }

  /** The next piece when no more text will come; call until empty. */
  Optional<Segment> finish() {
    takeLeadingMarks(true);
    int cut = SentenceEnds.next(buffer, 0, true);
    return cut(cut < 0 ? buffer.length() : cut);
  }

  private Optional<Segment> cut(int end) {
    String piece = buffer.substring(0, end).strip();
    buffer.delete(0, end);
    if (piece.codePoints().noneMatch(Character::isLetterOrDigit)) {
      return buffer.isEmpty() ? Optional.empty() : finish();
    }
    int pause = pauseAfter(piece);
    boolean ends = pause == SENTENCE_PAUSE_MS;
    Segment segment = new Segment(new SpokenText(piece, !inSentence, ends), pauseBeforeMs);
    inSentence = !ends;
    pauseBeforeMs = pause;
    return Optional.of(segment);
  }

  /**
   * Marks at the very start belong to what was spoken before: they become a pause. The sign of a
   * number, as in "–5" and ".5", is no such mark.
   */
  private void takeLeadingMarks(boolean complete) {
    int i = 0;
    while (i < buffer.length()) {
      char c = buffer.charAt(i);
      if (!Character.isWhitespace(c)
          && (!isSentenceMark(c) && !isClauseMark(c)
              || TokenBounds.mayBeSign(buffer, i, complete))) {
        break;
      } else if (isSentenceMark(c)) {
        pauseBeforeMs = Math.max(pauseBeforeMs, SENTENCE_PAUSE_MS);
        inSentence = false;
      } else if (isClauseMark(c)) {
        pauseBeforeMs = Math.max(pauseBeforeMs, CLAUSE_PAUSE_MS);
      }
      i++;
    }
    buffer.delete(0, i);
  }

  private int clauseEnd() {
    int words = 0;
    for (int i = 0; i + 1 < buffer.length(); i++) {
      if (Character.isWhitespace(buffer.charAt(i))) {
        words++;
      } else if (isClauseMark(buffer.charAt(i))
          && Character.isWhitespace(buffer.charAt(i + 1))
          && !TokenBounds.joinsAcrossMark(buffer, i)
          && words + 1 >= MIN_CLAUSE_WORDS) {
        return i + 1;
      }
    }
    return -1;
  }

  private int wordsEnd(int minimum, boolean avoidLeaning) {
    int end = buffer.length();
    while (true) {
      end = lastWhitespaceBefore(end);
      if (end <= 0 || wordCount(end) < minimum) {
        return -1;
      }
      if (!TokenBounds.joinsAcrossBlank(buffer, end)
          && (!avoidLeaning || !LEANING.contains(lastWord(end)))) {
        return end;
      }
    }
  }

  private int lastWhitespaceBefore(int end) {
    int i = end - 1;
    while (i >= 0 && !Character.isWhitespace(buffer.charAt(i))) {
      i--;
    }
    return i;
  }

  private int wordCount(int end) {
    String text = buffer.substring(0, end).strip();
    return text.isEmpty() ? 0 : text.split("\\s+", -1).length;
  }

  private String lastWord(int end) {
    String text = buffer.substring(0, end).stripTrailing();
    return text.substring(text.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean isSentenceMark(char c) {
    return c == '.' || c == '!' || c == '?' || c == '…';
  }

  private static boolean isClauseMark(char c) {
    return c == ',' || c == ';' || c == ':' || c == '—' || c == '–';
  }
}

package dev.upbeat.server.continuation;

/**
 * How long a spoken answer may get.
 *
 * @param enoughWords after this many it ends with the sentence it is in
 * @param mostWords no sentence is begun aloud that would go past this
 * @param mostSentences how many sentences may be spoken after the seam
 */
public record AnswerLength(int enoughWords, int mostWords, int mostSentences) {
  public AnswerLength {
    if (enoughWords < 1 || mostWords < enoughWords || mostSentences < 1) {
      throw new IllegalArgumentException(
          "need 1 <= enoughWords <= mostWords and mostSentences >= 1, got "
              + enoughWords
              + ", "
              + mostWords
              + ", "
              + mostSentences);
    }
  }

  /** For a capable model. */
  public static AnswerLength usual() {
    return new AnswerLength(40, 60, 4);
  }

  /** For a model of a few hundred million parameters, which is better the less it says. */
  public static AnswerLength brief() {
    return new AnswerLength(18, 45, 2);
  }

  /** As many tokens as the words may need, with room for a last sentence that is then dropped. */
  public int tokens() {
    return mostWords * 2 + 20;
  }
}

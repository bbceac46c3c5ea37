package dev.upbeat.core.dialogue;

import java.util.List;
import java.util.Objects;

/**
 * The first words of an answer, written on the device.
 *
 * @param text what to speak, or what of it was heard; ends mid-sentence; empty exactly if {@code
 *     commitment} is SILENT
 * @param commitment the gate's decision
 * @param draft what the model wrote; begins with {@code text} if the decision is SPEAK, may be
 *     empty
 * @param confidence the gate's probability that the draft is a good opener, 0…1
 * @param tokens the draft's tokens, without the end token
 */
public record Opener(
    String text, Commitment commitment, String draft, double confidence, List<OpenerToken> tokens) {
  public Opener {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(commitment, "commitment");
    Objects.requireNonNull(draft, "draft");
    tokens = List.copyOf(tokens);
    if (text.isEmpty() != (commitment == Commitment.SILENT)) {
      throw new IllegalArgumentException(
          "commitment "
              + commitment
              + " does not go with a text of "
              + text.length()
              + " characters");
    }
  }

  /** An opener given from outside, spoken as it is (tests, demonstrations of corrections). */
  public static Opener given(String text) {
    return new Opener(text, Commitment.SPEAK, text, 1, List.of());
  }

  /** No opener: the answer begins with the continuator's words. */
  public static Opener silent(String draft, double confidence, List<OpenerToken> tokens) {
    return new Opener("", Commitment.SILENT, draft, confidence, tokens);
  }

  /**
   * As it was heard where its sound was stopped.
   *
   * @param length characters of {@code text} that were heard; 0 makes it silent
   */
  public Opener heardUpTo(int length) {
    return length == 0
        ? silent(draft, confidence, tokens)
        : new Opener(text.substring(0, length), commitment, draft, confidence, tokens);
  }

  /** Whether there is anything to speak. */
  public boolean isSpoken() {
    return commitment != Commitment.SILENT;
  }
}

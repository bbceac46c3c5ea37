package dev.upbeat.core.spi;

import java.util.Objects;

/**
 * A piece of text to speak and its place in the sentence, which decides its melody.
 *
 * @param startsSentence whether a sentence begins with it
 * @param endsSentence whether a sentence ends with it; if not, the pitch must not fall finally, the
 *     last word must not be drawn out and no pause may follow
 */
public record SpokenText(String text, boolean startsSentence, boolean endsSentence) {
  public SpokenText {
    Objects.requireNonNull(text, "text");
  }

  /** One or more whole sentences. */
  public static SpokenText whole(String text) {
    return new SpokenText(text, true, true);
  }

  /** The beginning of a sentence that something else will finish. */
  public static SpokenText opening(String text) {
    return new SpokenText(text, true, false);
  }
}

package dev.upbeat.models.decode;

/**
 * How words are chosen.
 *
 * @param temperature 0 for greedy; else the logits are divided by it before a token is drawn
 * @param topP draw from the most probable tokens that together have this probability, 0–1
 * @param topK draw from at most this many tokens; 0 for no limit
 * @param seed of the draws: the same seed, request and model give the same opener
 * @param maxWords longest opener; the paper finds repetition in longer ones
 * @param minWords a shorter draft is refused
 */
public record DecodingOptions(
    double temperature, double topP, int topK, long seed, int maxWords, int minWords) {
  public DecodingOptions {
    check(temperature >= 0 && temperature <= 10, "temperature", temperature);
    check(topP > 0 && topP <= 1, "topP", topP);
    check(topK >= 0, "topK", topK);
    check(maxWords >= 1 && maxWords <= 16, "maxWords", maxWords);
    check(minWords >= 0 && minWords <= maxWords, "minWords", minWords);
  }

  /** The most probable token each time. */
  public static DecodingOptions greedy() {
    return new DecodingOptions(0, 1, 0, 0, 8, 3);
  }

  /** As the reference demonstration of the paper decodes: temperature 0.5, top-p 0.9. */
  public static DecodingOptions sampling(long seed) {
    return new DecodingOptions(0.5, 0.9, 0, seed, 8, 3);
  }

  private static void check(boolean holds, String name, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value);
    }
  }
}

package dev.upbeat.core.dialogue;

import java.util.Objects;

/**
 * One decoded token of an opener and how sure the model was of it.
 *
 * @param text the token's own text, a leading blank included
 * @param logProbability natural logarithm of its probability, ≤ 0
 * @param entropy of the whole distribution it was taken from, in nats, ≥ 0
 * @param margin probability of the best token minus that of the second best, 0…1
 */
public record OpenerToken(
    int id, String text, double logProbability, double entropy, double margin) {
  public OpenerToken {
    Objects.requireNonNull(text, "text");
  }
}

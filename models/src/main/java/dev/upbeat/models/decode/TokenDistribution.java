package dev.upbeat.models.decode;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.runtime.DecoderState;
import java.util.function.IntPredicate;

/** What can be said of the next token; a view of a decoder state, valid until its next step. */
public final class TokenDistribution {
  /** How much less probable than the best, in nats, the tokens are that are looked at first. */
  private static final double LIKELY = 9;

  private final DecoderState state;
  private final int best;
  private final double secondLogProbability;

  /**
   * Looks at the token that may come next.
   *
   * @throws UpbeatException {@code opener-not-finite} if the model computed what is no number
   */
  public TokenDistribution(DecoderState state) {
    this.state = state;
    int first = state.candidate(0);
    double second = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < state.candidates(); i++) {
      int token = state.candidate(i);
      double difference = state.logProbability(token) - state.logProbability(first);
      if (difference > 0 || difference == 0 && token < first) {
        second = state.logProbability(first);
        first = token;
      } else {
        second = Math.max(second, state.logProbability(token));
      }
    }
    this.best = first;
    this.secondLogProbability = second;
    if (!Double.isFinite(state.entropy()) || !Double.isFinite(state.logProbability(first))) {
      throw new UpbeatException(
          "opener-not-finite",
          false,
          "The opener model computed a value that is no number.",
          "Verify the model with './upbeat models verify' and pull it again.");
    }
  }

  /** The most probable of the tokens that a test allows; -1 if it allows none. */
  int best(IntPredicate allowed) {
    if (allowed.test(best)) {
      return best;
    }
    int found = -1;
    for (int i = 0; i < state.candidates(); i++) {
      found = better(state.candidate(i), found, allowed);
    }
    // Rarely none of the best is allowed, such as in the middle of a word that the model misspells.
    if (found < 0) {
      found = best(allowed, state.logProbability(best) - LIKELY);
    }
    return found < 0 ? best(allowed, Double.NEGATIVE_INFINITY) : found;
  }

  private int best(IntPredicate allowed, double floor) {
    int found = -1;
    for (int token = 0; token < state.vocabularySize(); token++) {
      if (state.logProbability(token) > floor) {
        found = better(token, found, allowed);
      }
    }
    return found;
  }

  private int better(int token, int found, IntPredicate allowed) {
    boolean improves = found < 0 || state.logProbability(token) > state.logProbability(found);
    return improves && allowed.test(token) ? token : found;
  }

  /** The most probable token. */
  public int best() {
    return best;
  }

  /** Natural logarithm of a token's probability. */
  public double logProbability(int token) {
    return state.logProbability(token);
  }

  /** Of the whole distribution, in nats. */
  public double entropy() {
    return state.entropy();
  }

  /** Probability of the best token minus that of the second best. */
  public double margin() {
    return Math.exp(state.logProbability(best)) - Math.exp(secondLogProbability);
  }

  int size() {
    return state.vocabularySize();
  }
}

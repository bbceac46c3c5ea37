package dev.upbeat.models.decode;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.runtime.DecoderState;

/** What can be said of the next token; a view of a decoder state, valid until its next step. */
public final class TokenDistribution {
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

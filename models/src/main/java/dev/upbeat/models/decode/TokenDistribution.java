package dev.upbeat.models.decode;

import dev.upbeat.core.UpbeatException;

/**
 * What can be said of the next token: computed in one pass over the logits, reused for each step.
 */
public final class TokenDistribution {
  private float[] logits = new float[0];
  private int best;
  private float bestLogit;
  private float secondLogit;
  private double logPartition;
  private double entropy;

  /**
   * Takes the logits after a token.
   *
   * @throws UpbeatException {@code opener-not-finite} if one of them is NaN or infinite
   */
  public void read(float[] logits) {
    this.logits = logits;
    best = 0;
    bestLogit = Float.NEGATIVE_INFINITY;
    secondLogit = Float.NEGATIVE_INFINITY;
    float check = 0;
    for (int i = 0; i < logits.length; i++) {
      float logit = logits[i];
      // Times zero: NaN for NaN and for infinity, and it stays.
      check += logit * 0;
      if (logit > secondLogit) {
        if (logit > bestLogit) {
          secondLogit = bestLogit;
          bestLogit = logit;
          best = i;
        } else {
          secondLogit = logit;
        }
      }
    }
    if (Float.isNaN(check)) {
      throw new UpbeatException(
          "opener-not-finite",
          false,
          "The opener model computed a value that is no number.",
          "Verify the model with './upbeat models verify' and pull it again.");
    }
    double sum = 0;
    double weighted = 0;
    for (float logit : logits) {
      float below = logit - bestLogit;
      float weight = FastExponential.of(below);
      sum += weight;
      weighted += weight * below;
    }
    logPartition = bestLogit + Math.log(sum);
    entropy = Math.max(0, Math.log(sum) - weighted / sum);
  }

  /** The most probable token. */
  public int best() {
    return best;
  }

  /** Natural logarithm of a token's probability. */
  public double logProbability(int token) {
    return logits[token] - logPartition;
  }

  /** Of the whole distribution, in nats. */
  public double entropy() {
    return entropy;
  }

  /** Probability of the best token minus that of the second best. */
  public double margin() {
    return Math.exp(bestLogit - logPartition) - Math.exp(secondLogit - logPartition);
  }

  float logit(int token) {
    return logits[token];
  }

  int size() {
    return logits.length;
  }
}

package dev.upbeat.models.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.upbeat.core.UpbeatException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenDistributionTest {
  private final TokenDistribution distribution = new TokenDistribution();

  @Test
  void agreesWithTheDefinitions() {
    Random random = new Random(1);
    for (int run = 0; run < 20; run++) {
      float[] logits = new float[2000];
      double partition = 0;
      int best = 0;
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) (6 * random.nextGaussian());
        partition += Math.exp(logits[i]);
        best = logits[i] > logits[best] ? i : best;
      }
      double entropy = 0;
      double second = 0;
      for (int i = 0; i < logits.length; i++) {
        double probability = Math.exp(logits[i]) / partition;
        entropy -= probability * Math.log(probability);
        second = i == best ? second : Math.max(second, probability);
      }
      distribution.read(logits);
      assertThat(distribution.best()).isEqualTo(best);
      assertThat(distribution.logProbability(best))
          .isCloseTo(logits[best] - Math.log(partition), within(1e-5));
      assertThat(distribution.entropy()).isCloseTo(entropy, within(1e-4));
      assertThat(distribution.margin())
          .isCloseTo(Math.exp(logits[best]) / partition - second, within(1e-5));
    }
  }

  @Test
  void valuesThatAreNoNumbersAreNoticed() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> distribution.read(new float[] {1, bad, 2}))
          .isInstanceOfSatisfying(
              UpbeatException.class, e -> assertThat(e.code()).isEqualTo("opener-not-finite"));
    }
  }

  @Test
  void theExponentialIsExactEnoughForProbabilities() {
    for (float x = 0; x > -90; x -= 0.037f) {
      assertThat((double) FastExponential.of(x))
          .isCloseTo(Math.exp(x), within(2e-6 * Math.exp(x) + 1e-37));
    }
  }
}

package dev.upbeat.models.decode;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Chooses the next token: the best one, or a draw within temperature, top-k and top-p. */
final class TokenSampler {
  private final DecodingOptions options;
  private final SplittableRandom random;

  TokenSampler(DecodingOptions options) {
    this.options = options;
    this.random = new SplittableRandom(options.seed());
  }

  /** A token that a test allows; -1 if it allows none. */
  int choose(TokenDistribution distribution, IntPredicate allowed) {
    int first = distribution.best(allowed);
    if (options.temperature() == 0 || first < 0) {
      return first;
    }
    double best = distribution.logProbability(first);
    // What is this far below the best has no chance to be drawn; it needn't be sorted either.
    double floor = best - 20 * options.temperature();
    int[] candidates =
        IntStream.range(0, distribution.size())
            .filter(token -> distribution.logProbability(token) >= floor)
            .filter(allowed)
            .boxed()
            .sorted(Comparator.comparingDouble(token -> -distribution.logProbability(token)))
            .limit(options.topK() == 0 ? Long.MAX_VALUE : options.topK())
            .mapToInt(Integer::intValue)
            .toArray();
    double[] weights =
        Arrays.stream(candidates)
            .mapToDouble(
                token ->
                    Math.exp((distribution.logProbability(token) - best) / options.temperature()))
            .toArray();
    double total = Arrays.stream(weights).sum();
    int kept = 0;
    double mass = 0;
    while (kept < weights.length && (kept == 0 || mass < options.topP() * total)) {
      mass += weights[kept++];
    }
    double point = random.nextDouble() * mass;
    for (int i = 0; i < kept; i++) {
      point -= weights[i];
      if (point < 0) {
        return candidates[i];
      }
    }
    return candidates[kept - 1];
  }
}

package dev.upbeat.models.cli;

import dev.upbeat.models.decode.TokenDistribution;
import dev.upbeat.models.export.SwenConfig;
import dev.upbeat.models.runtime.DecoderGraph;
import dev.upbeat.models.runtime.DecoderState;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Times one graph on the calling thread: the runs a session makes, statistics of each token
 * included.
 */
final class OpenerTimer {
  private static final int PROMPT_TOKENS = 32;

  /** What the family's template puts between request and answer; see {@code PromptTemplate}. */
  static final int CHATML_TOKENS = 5;

  private static final int OPENER_TOKENS = 12;

  /** Until the JVM has compiled what is measured. */
  private static final long WARM_UP_NANOSECONDS = 1_500_000_000L;

  private final int repetitions;

  OpenerTimer(int repetitions) {
    this.repetitions = repetitions;
  }

  /**
   * Measures a graph.
   *
   * @param templateTokens what the model's template puts between request and answer
   */
  OpenerMeasurement measure(
      String model, String form, Path file, SwenConfig config, int templateTokens, double memory) {
    try (DecoderGraph graph = DecoderGraph.load(file, config);
        DecoderState state = graph.newState()) {
      int[] prompt = new int[PROMPT_TOKENS];
      for (int i = 0; i < prompt.length; i++) {
        prompt[i] = 3 + i * 37 % (config.vocabularySize() - 3);
      }
      double[][] times = new double[5][repetitions];
      long warm = System.nanoTime() + WARM_UP_NANOSECONDS;
      for (int run = -1; run < repetitions; ) {
        state.rollBack(0);
        long start = System.nanoTime();
        int token = next(state, prompt);
        long first = System.nanoTime();
        for (int i = 1; i < OPENER_TOKENS; i++) {
          state.append(token);
          token = new TokenDistribution(state).best();
        }
        long twelve = System.nanoTime();
        double incremental = afterOneMoreWord(state, prompt, templateTokens);
        double chatml = afterOneMoreWord(state, prompt, CHATML_TOKENS);
        if (run < 0) {
          run = System.nanoTime() < warm ? -1 : 0;
        } else {
          times[0][run] = (first - start) / 1e6;
          times[1][run] = incremental;
          times[4][run] = chatml;
          times[2][run] = (twelve - first) / 1e6 / (OPENER_TOKENS - 1);
          times[3][run] = (twelve - start) / 1e6;
          run++;
        }
      }
      return new OpenerMeasurement(
          model,
          form,
          PROMPT_TOKENS,
          median(times[0]),
          median(times[1]),
          median(times[4]),
          median(times[2]),
          median(times[3]),
          memory);
    }
  }

  /** The last word, of one token, is heard, and the first token of the opener found. */
  private static double afterOneMoreWord(DecoderState state, int[] prompt, int templateTokens) {
    state.rollBack(0);
    next(state, Arrays.copyOf(prompt, PROMPT_TOKENS - 1 - templateTokens));
    long start = System.nanoTime();
    next(state, prompt);
    return (System.nanoTime() - start) / 1e6;
  }

  private static int next(DecoderState state, int[] prompt) {
    state.prefill(prompt);
    return new TokenDistribution(state).best();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

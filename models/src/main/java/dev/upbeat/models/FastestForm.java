package dev.upbeat.models;

import dev.upbeat.models.export.DerivedModels;
import dev.upbeat.models.export.SwenConfig;
import dev.upbeat.models.export.WeightForm;
import dev.upbeat.models.runtime.DecoderGraph;
import dev.upbeat.models.runtime.DecoderState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which form of a model's weights runs faster here: measured once, when the model is converted, and
 * kept beside the graph. Eight bits win wherever the processor multiplies bytes in vectors; where
 * it doesn't, reading a prompt in them takes longer than in floats.
 */
public final class FastestForm {
  private static final Logger LOGGER = LoggerFactory.getLogger(FastestForm.class);

  private static final int ROUNDS = 9;
  private static final int HEARD_TOKENS = 20;
  private static final int NEW_TOKENS = 6;
  private static final int OPENER_TOKENS = 8;

  /** Floats take three times the memory: they must be worth it. */
  private static final double WORTH = 0.8;

  private FastestForm() {}

  /**
   * The form for a checkpoint; blocks for some seconds the first time, when both graphs are made
   * and timed. The slower one's graph is deleted.
   */
  public static WeightForm of(Path checkpoint, DerivedModels derived) {
    Optional<WeightForm> known = derived.choice(checkpoint);
    if (known.isPresent()) {
      return known.get();
    }
    SwenConfig config = SwenConfig.read(checkpoint.resolve("config.json"));
    Map<WeightForm, Double> times = new EnumMap<>(WeightForm.class);
    for (WeightForm form : WeightForm.values()) {
      times.put(form, time(derived.graph(checkpoint, form), config));
    }
    double floats = times.getOrDefault(WeightForm.FP32, 0.0);
    double bytes = times.getOrDefault(WeightForm.INT8, 0.0);
    WeightForm faster = floats < WORTH * bytes ? WeightForm.FP32 : WeightForm.INT8;
    String measured = String.format(Locale.ROOT, "int8 %.2f ms, fp32 %.2f ms", bytes, floats);
    derived.choose(checkpoint, faster, measured);
    LOGGER.info("event=opener-form-chosen form={} measured=\"{}\"", faster.id(), measured);
    return faster;
  }

  /** The median of what a listener waits for: the last words read, the opener written. */
  private static double time(Path file, SwenConfig config) {
    try (DecoderGraph graph = DecoderGraph.load(file, config);
        DecoderState state = graph.newState()) {
      int[] prompt = new int[HEARD_TOKENS + NEW_TOKENS];
      for (int i = 0; i < prompt.length; i++) {
        prompt[i] = (3 + i * 37) % config.vocabularySize();
      }
      int[] heard = Arrays.copyOf(prompt, HEARD_TOKENS);
      double[] times = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        state.rollBack(0);
        state.prefill(heard);
        long start = System.nanoTime();
        state.prefill(prompt);
        for (int i = 0; i < OPENER_TOKENS; i++) {
          state.append(state.candidate(0));
        }
        times[round] = (System.nanoTime() - start) / 1e6;
      }
      Arrays.sort(times);
      return times[ROUNDS / 2];
    }
  }
}

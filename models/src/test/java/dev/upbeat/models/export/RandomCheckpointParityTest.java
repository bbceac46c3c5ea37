package dev.upbeat.models.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.models.runtime.DecoderGraph;
import dev.upbeat.models.runtime.DecoderState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints of other shapes, number formats and heads against the decoder in plain Java. */
class RandomCheckpointParityTest {
  @TempDir Path folder;

  @Test
  void theLargeShapeAgreesInFp32AndWritesTheSameInInt8() throws IOException {
    SwenConfig config = RandomCheckpoint.shape(512, 8, true);
    assertThat(config.parameters()).isEqualTo(28_844_544);
    RandomCheckpoint.write(folder, config, "F16", 7);
    ReferenceDecoder reference = new ReferenceDecoder(folder);
    Random random = new Random(1);
    int same = 0;
    int steps = 0;
    try (DecoderGraph exact = Graphs.export(folder, WeightForm.FP32, folder);
        DecoderState exactState = exact.newState();
        DecoderGraph quantized = Graphs.export(folder, WeightForm.INT8, folder);
        DecoderState quantizedState = quantized.newState()) {
      int[] prompt = prompt(random, 12, config);
      exactState.prefill(prompt);
      assertThat(Graphs.greatestDifference(exactState.logits(), reference.logits(prompt)))
          .isLessThan(1e-3);
      // Nobody trained this one, so that near ties are everywhere: the forms are compared step
      // by step along the exact opener instead of opener by opener.
      for (int i = 0; i < 25; i++) {
        int[] next = prompt(random, 8 + i, config);
        exactState.prefill(next);
        quantizedState.prefill(next);
        for (int step = 0; step < 8; step++) {
          int token = Graphs.best(exactState.logits());
          same += token == Graphs.best(quantizedState.logits()) ? 1 : 0;
          steps++;
          exactState.append(token);
          quantizedState.append(token);
        }
      }
    }
    assertThat((double) same / steps).isGreaterThanOrEqualTo(0.97);
  }

  @ParameterizedTest
  @CsvSource({
    "F32, true, 64, 2, 4, 2",
    "BF16, false, 96, 3, 6, 3",
    "F16, false, 128, 2, 8, 8",
    "F32, true, 384, 1, 8, 2"
  })
  void everyFormatHeadAndShapeAgrees(
      String type, boolean tied, int hidden, int layers, int heads, int keyValueHeads)
      throws IOException {
    SwenConfig config =
        new SwenConfig(
            hidden,
            layers,
            heads,
            keyValueHeads,
            hidden / heads,
            2 * hidden,
            512,
            128,
            1e6,
            1e-5,
            tied,
            2);
    RandomCheckpoint.write(folder, config, type, 3);
    ReferenceDecoder reference = new ReferenceDecoder(folder);
    int[] prompt = prompt(new Random(5), 40, config);
    float[] expected = reference.logits(prompt);
    try (DecoderGraph graph = Graphs.export(folder, WeightForm.FP32, folder);
        DecoderState state = graph.newState()) {
      state.prefill(prompt);
      assertThat(Graphs.greatestDifference(state.logits(), expected)).isLessThan(1e-3);
    }
    try (DecoderGraph graph = Graphs.export(folder, WeightForm.INT8, folder);
        DecoderState state = graph.newState()) {
      state.prefill(prompt);
      float[] logits = state.logits();
      double spread = Graphs.spread(expected);
      assertThat(Graphs.greatestDifference(logits, expected) / spread)
          .as("all, screened in four bits")
          .isLessThan(0.08);
      for (int i = 0; i < state.candidates(); i++) {
        int token = state.candidate(i);
        assertThat(Math.abs(logits[token] - expected[token]) / spread)
            .as("token %s, scored again", token)
            .isLessThan(0.03);
      }
    }
  }

  private static int[] prompt(Random random, int length, SwenConfig config) {
    return random.ints(length, 3, config.vocabularySize()).toArray();
  }
}

package dev.upbeat.models.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.TestModels;
import dev.upbeat.models.export.OpenerExporter;
import dev.upbeat.models.export.RandomCheckpoint;
import dev.upbeat.models.export.SwenConfig;
import dev.upbeat.models.export.WeightForm;
import dev.upbeat.models.runtime.DecoderGraph;
import dev.upbeat.models.runtime.DecoderState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenDistributionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(WeightForm.class)
  void whatTheGraphComputesAgreesWithTheDefinitions(WeightForm form) {
    Path graphFile = new TestModels().graphs().graph(TestModels.FOLDER, form);
    SwenConfig config = SwenConfig.read(TestModels.FOLDER.resolve("config.json"));
    try (DecoderGraph graph = DecoderGraph.load(graphFile, config);
        DecoderState state = graph.newState()) {
      for (int length = 1; length < 20; length += 6) {
        int[] tokens = new int[length];
        java.util.Arrays.setAll(tokens, i -> 300 + 17 * i);
        state.prefill(tokens);
        check(state);
      }
    }
  }

  private static void check(DecoderState state) {
    float[] logits = state.logits();
    double partition = 0;
    int best = 0;
    for (int i = 0; i < logits.length; i++) {
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
    TokenDistribution distribution = new TokenDistribution(state);
    assertThat(distribution.best()).isEqualTo(best);
    assertThat(distribution.logProbability(best))
        .isCloseTo(logits[best] - Math.log(partition), within(1e-4));
    assertThat(distribution.entropy()).isCloseTo(entropy, within(1e-3));
    assertThat(distribution.margin())
        .isCloseTo(Math.exp(logits[best]) / partition - second, within(1e-4));
  }

  @Test
  void aModelThatIsQuiteSureIsNoFailure() throws IOException {
    try (DecoderGraph graph = withFinalNorm(1e4f);
        DecoderState state = graph.newState()) {
      state.prefill(new int[] {5, 6, 7});
      TokenDistribution distribution = new TokenDistribution(state);
      assertThat(distribution.logProbability(distribution.best())).isCloseTo(0, within(1e-3));
      assertThat(distribution.entropy()).isCloseTo(0, within(1e-2));
    }
  }

  @Test
  void valuesThatAreNoNumbersAreNoticed() throws IOException {
    // Finite in the file, beyond all bounds in the logits.
    try (DecoderGraph graph = withFinalNorm(3e38f);
        DecoderState state = graph.newState()) {
      state.prefill(new int[] {5, 6, 7});
      assertThatThrownBy(() -> new TokenDistribution(state))
          .isInstanceOfSatisfying(
              UpbeatException.class, e -> assertThat(e.code()).isEqualTo("opener-not-finite"));
    }
  }

  private DecoderGraph withFinalNorm(float factor) throws IOException {
    SwenConfig config = new SwenConfig(64, 1, 4, 2, 16, 128, 256, 128, 1e6, 1e-5, true, 2);
    RandomCheckpoint.write(folder, config, "F32", 1);
    Path weights = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    // The final norm comes last.
    ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 1; i <= 64; i++) {
      numbers.putFloat(bytes.length - 4 * i, factor);
    }
    Files.write(weights, bytes);
    Path file = folder.resolve("graph.onnx");
    OpenerExporter.export(folder, WeightForm.FP32, file);
    return DecoderGraph.load(file, config);
  }
}

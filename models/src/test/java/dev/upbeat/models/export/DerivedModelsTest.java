package dev.upbeat.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedModelsTest {
  @TempDir Path folder;
  private Path checkpoint = Path.of("");
  private DerivedModels derived = new DerivedModels(checkpoint);

  @BeforeEach
  void writeCheckpoint() throws IOException {
    checkpoint = folder.resolve("checkpoint");
    derived = new DerivedModels(folder.resolve("derived"));
    SwenConfig shape = new SwenConfig(64, 1, 4, 2, 16, 128, 256, 128, 1e6, 1e-5, true, 2);
    RandomCheckpoint.write(checkpoint, shape, "F32", 1);
  }

  @Test
  void aGraphIsMadeOnce() throws IOException {
    Path graph = derived.graph(checkpoint, WeightForm.INT8);
    FileTime marker = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(graph, marker);
    assertThat(derived.graph(checkpoint, WeightForm.INT8)).isEqualTo(graph);
    assertThat(Files.getLastModifiedTime(graph)).isEqualTo(marker);
  }

  @Test
  void aDamagedGraphIsMadeAgain() throws IOException {
    Path graph = derived.graph(checkpoint, WeightForm.FP32);
    byte[] whole = Files.readAllBytes(graph);
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(graph, damaged);
    assertThat(Files.readAllBytes(derived.graph(checkpoint, WeightForm.FP32))).isEqualTo(whole);
    Files.write(graph, new byte[] {1, 2, 3});
    assertThat(Files.readAllBytes(derived.graph(checkpoint, WeightForm.FP32))).isEqualTo(whole);
  }

  @Test
  void anotherCheckpointHasAnotherGraph() throws IOException {
    Path graph = derived.graph(checkpoint, WeightForm.INT8);
    byte[] weights = Files.readAllBytes(checkpoint.resolve("model.safetensors"));
    weights[weights.length - 4] ^= 1;
    Files.write(checkpoint.resolve("model.safetensors"), weights);
    assertThat(derived.graph(checkpoint, WeightForm.INT8)).isNotEqualTo(graph);
  }

  @Test
  void aMissingCheckpointIsSaidSo() throws IOException {
    Files.delete(checkpoint.resolve("model.safetensors"));
    assertThatThrownBy(() -> derived.graph(checkpoint, WeightForm.INT8))
        .isInstanceOf(UpbeatException.class)
        .hasMessageContaining("model.safetensors is missing");
  }
}

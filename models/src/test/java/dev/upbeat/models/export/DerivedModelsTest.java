package dev.upbeat.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.FastestForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
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
  void whatAnEarlierExporterMadeOfItIsDeleted() throws IOException {
    Path current = derived.graph(checkpoint, WeightForm.INT8).getParent();
    String name = current.getFileName().toString();
    Path older = derived.folder().resolve(name.replaceFirst("^v\\d+", "v3"));
    Path newer = derived.folder().resolve(name.replaceFirst("^v\\d+", "v9999"));
    Path another = derived.folder().resolve("v3-1-0000000000000000");
    for (Path folder : List.of(older, newer, another)) {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("opener-int8.onnx"), "a graph");
    }
    derived.graph(checkpoint, WeightForm.FP32);
    assertThat(older).doesNotExist();
    assertThat(List.of(current, newer, another)).allMatch(Files::isDirectory);
  }

  /** A graph that changes under the same version would be mixed up with those kept on disks. */
  @Test
  void theVersionStandsForTheGraphsShape() throws IOException {
    Checksum checksum = new CRC32();
    for (WeightForm form : WeightForm.values()) {
      ModelProto.Builder model =
          ModelProto.parseFrom(Files.readAllBytes(derived.graph(checkpoint, form))).toBuilder();
      model.getGraphBuilder().getInitializerBuilderList().forEach(each -> each.clearRawData());
      checksum.update(model.build().toByteArray());
    }
    assertThat("v%d %08x".formatted(OpenerExporter.VERSION, checksum.getValue()))
        .as("the graph has changed: raise OpenerExporter.VERSION and write the new checksum here")
        .isEqualTo("v10 2b219533");
  }

  @Test
  void theFormIsMeasuredOnceAndTheSlowerGraphDeleted() throws IOException {
    WeightForm chosen = FastestForm.of(checkpoint, derived);
    Path graph = derived.graph(checkpoint, chosen);
    assertThat(derived.choice(checkpoint)).contains(chosen);
    try (Stream<Path> files = Files.list(graph.getParent())) {
      assertThat(files.filter(file -> file.toString().endsWith(".onnx"))).containsExactly(graph);
    }
    Files.setLastModifiedTime(graph, FileTime.fromMillis(1_000));
    assertThat(FastestForm.of(checkpoint, derived)).isEqualTo(chosen);
    assertThat(Files.getLastModifiedTime(graph).toMillis()).as("not made again").isEqualTo(1_000);
    derived.choose(checkpoint, WeightForm.FP32, "by hand");
    assertThat(FastestForm.of(checkpoint, derived)).isEqualTo(WeightForm.FP32);
    Files.writeString(graph.resolveSibling("form.txt"), "what?");
    assertThat(derived.choice(checkpoint)).isEmpty();
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

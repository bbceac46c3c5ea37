package dev.upbeat.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is wrong with a checkpoint is refused with the tensor's name, and leaves no graph
 * behind.
 */
class DamagedCheckpointTest {
  private static final SwenConfig SHAPE =
      new SwenConfig(64, 2, 4, 2, 16, 128, 256, 128, 1e6, 1e-5, true, 2);

  @TempDir Path folder;

  @BeforeEach
  void writeCheckpoint() throws IOException {
    RandomCheckpoint.write(folder, SHAPE, "F32", 1);
  }

  @Test
  void aTruncatedFileIsRefusedWithTheTensorThatIsCut() throws IOException {
    byte[] bytes = Files.readAllBytes(weights());
    Files.write(weights(), Arrays.copyOf(bytes, bytes.length - 10));
    assertRefused("truncated", "model.norm.weight");
  }

  @Test
  void aHeaderLongerThanTheFileIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(weights());
    bytes[3] = 1;
    Files.write(weights(), bytes);
    assertRefused("header");
  }

  @Test
  void aHeaderThatIsNoJsonIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(weights());
    bytes[8] = 'x';
    Files.write(weights(), bytes);
    assertRefused("header");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    Files.write(weights(), new byte[3]);
    assertRefused("3 bytes");
  }

  @Test
  void aMissingTensorIsNamed() throws IOException {
    editHeader(header -> header.replace("layers.1.mlp.up_proj", "layers.1.mlp.xx_proj"));
    assertRefused("'model.layers.1.mlp.up_proj.weight' is missing");
  }

  @Test
  void anUnknownNumberFormatIsNamed() throws IOException {
    editHeader(header -> header.replaceFirst("F32", "F64"));
    assertRefused("model.embed_tokens.weight", "F64");
  }

  @Test
  void aShapeThatDoesNotFitItsBytesIsNamed() throws IOException {
    editHeader(header -> header.replaceFirst("\\[256,64\\]", "[256,65]"));
    assertRefused("model.embed_tokens.weight", "[256, 65]");
  }

  @Test
  void aShapeThatDoesNotFitTheConfigIsNamed() throws IOException {
    editHeader(header -> header.replaceFirst("\\[256,64\\]", "[64,256]"));
    assertRefused("model.embed_tokens.weight", "[64, 256]", "[256, 64]");
  }

  @Test
  void notANumberAndInfinityAreNamedWithTheirPlace() throws IOException {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      writeCheckpoint();
      byte[] bytes = Files.readAllBytes(weights());
      // The last tensor is the final norm.
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 8, bad);
      Files.write(weights(), bytes);
      assertRefused("model.norm.weight", Float.toString(bad), "index 62");
    }
  }

  @Test
  void anImpossibleConfigIsRefusedWithItsKey() throws IOException {
    Path config = folder.resolve("config.json");
    String json = Files.readString(config);
    for (String[] edit :
        new String[][] {
          {"\"hidden_size\" : 64", "\"hidden_size\" : -1", "hidden_size"},
          {"\"hidden_act\" : \"silu\"", "\"hidden_act\" : \"gelu\"", "hidden_act"},
          {"\"num_key_value_heads\" : 2", "\"num_key_value_heads\" : 3", "num_attention_heads"},
          {"\"eos_token_id\" : 2", "\"eos_token_id\" : 999", "eos_token_id"},
          {"{", "[", "JSON"}
        }) {
      Files.writeString(config, json.replace(edit[0], edit[1]));
      assertThatThrownBy(export())
          .isInstanceOfSatisfying(
              UpbeatException.class, e -> assertThat(e.code()).isEqualTo("model-config-invalid"))
          .hasMessageContaining(edit[2])
          .hasMessageContaining("config.json");
    }
  }

  private void assertRefused(String... parts) throws IOException {
    assertThatThrownBy(export())
        .isInstanceOfSatisfying(
            UpbeatException.class, e -> assertThat(e.code()).isEqualTo("checkpoint-damaged"))
        .hasMessageContainingAll(parts);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("config.json", "model.safetensors");
    }
  }

  private ThrowingCallable export() {
    return () -> OpenerExporter.export(folder, WeightForm.INT8, folder.resolve("graph.onnx"));
  }

  private Path weights() {
    return folder.resolve("model.safetensors");
  }

  /** Rewrites the header in its place; the edit must keep its length. */
  private void editHeader(UnaryOperator<String> edit) throws IOException {
    byte[] bytes = Files.readAllBytes(weights());
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    byte[] header =
        edit.apply(new String(bytes, 8, length, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    assertThat(header).hasSize(length);
    System.arraycopy(header, 0, bytes, 8, length);
    Files.write(weights(), bytes);
  }
}

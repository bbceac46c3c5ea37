package dev.upbeat.models.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedOutputStream;
import dev.upbeat.core.UpbeatException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Converts a checkpoint folder into an ONNX graph. Thread-safe; needs no Python. */
public final class OpenerExporter {
  /** Changes whenever the same checkpoint would give another graph. */
  public static final int VERSION = 10;

  private OpenerExporter() {}

  /**
   * Writes the graph of a checkpoint; takes about a second for 30 million weights. The file appears
   * whole or not at all.
   *
   * @param checkpoint folder with config.json and model.safetensors
   * @throws UpbeatException {@code checkpoint-damaged} with the tensor's name, {@code
   *     model-config-invalid}, or {@code derived-not-writable}
   */
  public static void export(Path checkpoint, WeightForm form, Path file) {
    write(
        new SwenGraph(Checkpoint.open(checkpoint), form)
            .build(Integer.toString(VERSION), Map.of("form", form.id())),
        file);
  }

  private static void write(ModelProto model, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path partial = Files.createTempFile(file.toAbsolutePath().getParent(), "opener", ".partial");
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
          CodedOutputStream coded = CodedOutputStream.newInstance(out, 1 << 16);
          model.writeTo(coded);
          coded.flush();
        }
        Files.move(
            partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw new UpbeatException(
          "derived-not-writable",
          true,
          "Cannot write " + file + ": " + e.getMessage() + ".",
          "Make room on the disk and make the folder writable.",
          e);
    }
  }
}

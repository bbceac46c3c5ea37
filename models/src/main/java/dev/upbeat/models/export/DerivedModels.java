package dev.upbeat.models.export;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Graphs made from checkpoints, kept in a folder so that they are made once: {@code
 * <folder>/<checkpoint and exporter>/opener-<form>.onnx}, beside each its size and checksum, so
 * that a damaged one is noticed and made again. Several processes may share the folder.
 */
public final class DerivedModels {
  private static final Logger LOGGER = LoggerFactory.getLogger(DerivedModels.class);

  private static final String CHOICE = "form.txt";

  private final Path folder;

  /**
   * @param folder made if it isn't there, such as {@code ~/.cache/upbeat/derived}
   */
  public DerivedModels(Path folder) {
    this.folder = folder;
  }

  /** The folder given. */
  public Path folder() {
    return folder;
  }

  /** The graph of a checkpoint in a form; makes it if it isn't there or is damaged. */
  public Path graph(Path checkpoint, WeightForm form) {
    Path made = folder.resolve(key(checkpoint));
    Path target = made.resolve("opener-" + form.id() + ".onnx");
    if (!isWhole(target)) {
      long start = System.nanoTime();
      OpenerExporter.export(checkpoint, form, target);
      writeSeal(target);
      deleteOlder(made);
      LOGGER.info(
          "event=opener-exported form={} file={} ms={}",
          form.id(),
          target,
          (System.nanoTime() - start) / 1_000_000);
    }
    return target;
  }

  /**
   * The form chosen for a checkpoint on this machine; empty if none was, or for another exporter.
   */
  public Optional<WeightForm> choice(Path checkpoint) {
    Path file = folder.resolve(key(checkpoint)).resolve(CHOICE);
    try {
      String chosen = Files.exists(file) ? Files.readString(file).strip() : "";
      return Arrays.stream(WeightForm.values())
          .filter(form -> chosen.equals(form.id()) || chosen.startsWith(form.id() + " "))
          .findFirst();
    } catch (IOException e) {
      LOGGER.warn("event=derived-unreadable file={} error={}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Remembers the form chosen for a checkpoint and deletes the graphs in others.
   *
   * @param why for people who look into the folder
   */
  public void choose(Path checkpoint, WeightForm form, String why) {
    Path made = folder.resolve(key(checkpoint));
    try {
      Files.writeString(made.resolve(CHOICE), form.id() + " (" + why + ")\n");
      for (WeightForm other : WeightForm.values()) {
        if (other != form) {
          Path graph = made.resolve("opener-" + other.id() + ".onnx");
          Files.deleteIfExists(graph);
          Files.deleteIfExists(sealOf(graph));
        }
      }
    } catch (IOException e) {
      // It is measured again next time: slower, not wrong.
      LOGGER.warn("event=form-not-kept folder={} error={}", made, e.getMessage());
    }
  }

  /** What earlier exporters made of the same checkpoint nobody will load again. */
  private void deleteOlder(Path current) {
    String name = current.getFileName().toString();
    String checkpoint = name.substring(name.indexOf('-'));
    try (DirectoryStream<Path> same = Files.newDirectoryStream(folder, "v*" + checkpoint)) {
      for (Path other : same) {
        if (version(other) < OpenerExporter.VERSION) {
          delete(other);
          LOGGER.info("event=derived-deleted folder={}", other);
        }
      }
    } catch (IOException e) {
      LOGGER.warn("event=derived-not-deleted folder={} error={}", folder, e.getMessage());
    }
  }

  private static int version(Path derived) {
    String name = derived.getFileName().toString();
    try {
      return Integer.parseInt(name.substring(1, name.indexOf('-')));
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }

  private static void delete(Path derived) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(derived)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(derived);
  }

  /**
   * Names a checkpoint by its content, in milliseconds: checksums are native code from the start.
   */
  private static String key(Path checkpoint) {
    try {
      Checksum crc = new CRC32();
      Checksum adler = new Adler32();
      long size = 0;
      for (String name : List.of("config.json", "model.safetensors")) {
        Path file = checkpoint.resolve(name);
        if (!Files.exists(file)) {
          throw new UpbeatException(
              "model-file-missing",
              false,
              "Cannot read the checkpoint: " + file + " is missing.",
              "Pull the model again.");
        }
        size += update(file, crc, adler);
      }
      return "v%d-%d-%08x%08x"
          .formatted(OpenerExporter.VERSION, size, crc.getValue(), adler.getValue());
    } catch (IOException e) {
      throw new UpbeatException(
          "checkpoint-unreadable",
          true,
          "Cannot read the checkpoint in " + checkpoint + ": " + e.getMessage() + ".",
          "Check the folder's permissions, or pull the model again.",
          e);
    }
  }

  private static long update(Path file, Checksum... checksums) throws IOException {
    byte[] buffer = new byte[1 << 18];
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (Checksum checksum : checksums) {
          checksum.update(buffer, 0, count);
        }
        size += count;
      }
    }
    return size;
  }

  private static boolean isWhole(Path graph) {
    Path seal = sealOf(graph);
    try {
      return Files.exists(graph)
          && Files.exists(seal)
          && Files.readString(seal).strip().equals(seal(graph));
    } catch (IOException e) {
      LOGGER.warn("event=derived-unreadable file={} error={}", graph, e.getMessage());
      return false;
    }
  }

  private static void writeSeal(Path graph) {
    try {
      Files.writeString(sealOf(graph), seal(graph) + "\n");
    } catch (IOException e) {
      // Without the seal the graph is made again next time: slower, not wrong.
      LOGGER.warn("event=derived-not-sealed file={} error={}", graph, e.getMessage());
    }
  }

  private static Path sealOf(Path graph) {
    return graph.resolveSibling(graph.getFileName() + ".crc32");
  }

  private static String seal(Path graph) throws IOException {
    CRC32 checksum = new CRC32();
    long size = update(graph, checksum);
    return size + " " + Long.toHexString(checksum.getValue());
  }
}

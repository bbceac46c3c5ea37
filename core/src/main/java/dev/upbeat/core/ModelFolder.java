package dev.upbeat.core;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An installed model: the only form in which engines receive model files. The model store makes
 * them.
 *
 * @param id the model's name in the catalogue, such as {@code opener-en}
 * @param folder the folder holding its files; must not be written to
 */
public record ModelFolder(String id, Path folder) {
  public ModelFolder {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(folder, "folder");
  }

  /** Whether a file or folder of this name (relative, '/'-separated) is there. */
  public boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /**
   * The path of a file or folder the model cannot do without.
   *
   * @throws UpbeatException {@code model-file-missing} if it isn't there
   */
  public Path require(String name) {
    Path path = folder.resolve(name);
    if (!Files.exists(path)) {
      throw new UpbeatException(
          "model-file-missing",
          false,
          "Cannot read model '" + id + "': " + path + " is missing.",
          "Run './upbeat models verify " + id + "', then './upbeat models pull " + id + "'.");
    }
    return path;
  }
}

package dev.upbeat.models.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Work on a freshly verified model before it counts as installed, such as converting a checkpoint.
 * If it fails, nothing is installed.
 */
public interface PostInstall {
  /** What it does, for the progress line: "converting to ONNX". */
  String description();

  /** Whether this model needs it. */
  boolean appliesTo(CatalogueEntry entry);

  /**
   * Does the work. Called on the pulling thread; may block, must honour interrupts.
   *
   * @param folder a temporary folder holding the model's files; may be written to. It is moved
   *     afterwards, so nothing may remember its path
   */
  void run(CatalogueEntry entry, Path folder) throws IOException, InterruptedException;
}

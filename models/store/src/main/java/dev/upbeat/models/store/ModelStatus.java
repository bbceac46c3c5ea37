package dev.upbeat.models.store;

import java.nio.file.Path;
import java.util.List;

/**
 * A catalogue entry and how it stands on this machine.
 *
 * @param entry what the catalogue says
 * @param state how it stands
 * @param folder where it is, or would be
 * @param problems what is wrong, one line each; empty unless {@link ModelState#DAMAGED}
 */
public record ModelStatus(
    CatalogueEntry entry, ModelState state, Path folder, List<String> problems) {
  public ModelStatus {
    problems = List.copyOf(problems);
  }
}

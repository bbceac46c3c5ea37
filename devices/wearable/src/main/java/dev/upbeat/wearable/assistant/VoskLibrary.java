package dev.upbeat.wearable.assistant;

import dev.upbeat.models.store.CatalogueEntry;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.speech.vosk.VoskNative;
import java.util.Optional;

/** Vosk's native library out of the model store, on boards that Vosk's jar has none for. */
public final class VoskLibrary {
  private VoskLibrary() {}

  /** The model to pull before speech can be recognized here; empty if nothing is missing. */
  public static Optional<String> missing(ModelStore store) {
    return needed(store).filter(id -> store.find(id).isEmpty());
  }

  /** Has Vosk take its library from the store if this machine needs that and it is there. */
  public static void provide(ModelStore store) {
    needed(store).flatMap(store::find).ifPresent(VoskNative::provide);
  }

  private static Optional<String> needed(ModelStore store) {
    return VoskNative.neededModel().flatMap(store.catalogue()::find).map(CatalogueEntry::id);
  }
}

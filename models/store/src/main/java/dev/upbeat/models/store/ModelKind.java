package dev.upbeat.models.store;

import java.util.Locale;
import java.util.Optional;

/** What a model is for. Its identifier in the catalogue is the lower-case name with hyphens. */
public enum ModelKind {
  /** Speech to text, a Vosk model folder. */
  RECOGNIZER,
  /** The micro language model that writes the first words. */
  OPENER,
  /** A large(r) language model that continues the sentence, one {@code model.gguf}. */
  LANGUAGE_MODEL,
  /** Tells speech from everything else. */
  VOICE_ACTIVITY,
  /** The recognizer's native library, for machines that Vosk's jar has none for. */
  RECOGNIZER_LIBRARY;

  /** The name as the catalogue and the command line write it, such as {@code language-model}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of this identifier, or empty when there is no such kind. */
  public static Optional<ModelKind> ofId(String id) {
    for (ModelKind kind : values()) {
      if (kind.id().equals(id)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}

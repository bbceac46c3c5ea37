package dev.upbeat.wearable.assistant;

import dev.upbeat.wearable.continuator.ContinuatorAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * How to build an assistant.
 *
 * @param continuator where the server is
 * @param openerModel id of the opener model; empty: the store's best
 * @param recognizerModel id of the recognizer's model; empty: the store's best
 * @param correctionMethod id of the preferred correction method
 * @param givenOpener words to open with instead of the model's
 * @param speaks whether answers are spoken, or only read
 * @param listens whether requests are heard, or only typed
 */
public record AssistantSettings(
    ContinuatorAddress continuator,
    Optional<String> openerModel,
    Optional<String> recognizerModel,
    Optional<String> correctionMethod,
    Optional<String> givenOpener,
    boolean speaks,
    boolean listens) {
  public AssistantSettings {
    Objects.requireNonNull(continuator, "continuator");
    Objects.requireNonNull(openerModel, "openerModel");
    Objects.requireNonNull(recognizerModel, "recognizerModel");
    Objects.requireNonNull(correctionMethod, "correctionMethod");
    Objects.requireNonNull(givenOpener, "givenOpener");
  }
}

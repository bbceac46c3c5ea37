package dev.upbeat.wearable.assistant;

import dev.upbeat.speech.endpoint.EndpointSettings;
import dev.upbeat.wearable.continuator.ContinuatorAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How to build an assistant.
 *
 * @param continuator tells where the server is; asked once all else is loaded, so that a server of
 *     our own may start meanwhile; may block
 * @param openerModel id of the opener model; empty: the store's best
 * @param recognizerModel id of the recognizer's model; empty: the store's best
 * @param correctionMethod id of the preferred correction method
 * @param givenOpener words to open with instead of the model's
 * @param endpointing when a request has begun and ended
 * @param speaks whether answers are spoken, or only read
 * @param listens whether requests are heard, or only typed
 */
public record AssistantSettings(
    Supplier<ContinuatorAddress> continuator,
    Optional<String> openerModel,
    Optional<String> recognizerModel,
    Optional<String> correctionMethod,
    Optional<String> givenOpener,
    EndpointSettings endpointing,
    boolean speaks,
    boolean listens) {
  public AssistantSettings {
    Objects.requireNonNull(continuator, "continuator");
    Objects.requireNonNull(openerModel, "openerModel");
    Objects.requireNonNull(recognizerModel, "recognizerModel");
    Objects.requireNonNull(correctionMethod, "correctionMethod");
    Objects.requireNonNull(givenOpener, "givenOpener");
    Objects.requireNonNull(endpointing, "endpointing");
  }
}

package dev.upbeat.core.turn;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a turn behaves.
 *
 * @param correctionMethod id of the correction method to prefer
 * @param rememberedTurns how many turns of the dialogue are sent along, 0…20
 * @param preRoll audio before the detected start of speech that the recognizer also hears
 * @param recognizerTail audio after the detected end of speech that the recognizer also hears
 * @param holdAfter silence within the answer until the device asks for patience, once a turn
 * @param firstDeltaTimeout how long to wait for the continuator's first words
 * @param stallTimeout how long to wait for its next words after that
 */
public record TurnSettings(
    Optional<String> correctionMethod,
    int rememberedTurns,
    Duration preRoll,
    Duration recognizerTail,
    Duration holdAfter,
    Duration firstDeltaTimeout,
    Duration stallTimeout) {
  public TurnSettings {
    Objects.requireNonNull(correctionMethod, "correctionMethod");
    if (rememberedTurns < 0 || rememberedTurns > 20) {
      throw new IllegalArgumentException("rememberedTurns must be 0…20, is " + rememberedTurns);
    }
    Objects.requireNonNull(preRoll, "preRoll");
    Objects.requireNonNull(recognizerTail, "recognizerTail");
    Objects.requireNonNull(holdAfter, "holdAfter");
    Objects.requireNonNull(firstDeltaTimeout, "firstDeltaTimeout");
    Objects.requireNonNull(stallTimeout, "stallTimeout");
  }

  /** What suits a person in a room and a server some seconds away. */
  public static TurnSettings defaults() {
    return new TurnSettings(
        Optional.empty(),
        6,
        Duration.ofMillis(300),
        Duration.ofMillis(200),
        Duration.ofMillis(2500),
        Duration.ofSeconds(12),
        Duration.ofSeconds(8));
  }

  /** The same with another preferred correction method. */
  public TurnSettings withCorrectionMethod(Optional<String> method) {
    return new TurnSettings(
        method,
        rememberedTurns,
        preRoll,
        recognizerTail,
        holdAfter,
        firstDeltaTimeout,
        stallTimeout);
  }

  /**
   * The same with other margins of sound for the recognizer; whoever detects endpoints knows them.
   */
  public TurnSettings withRecognizerMargins(Duration lead, Duration tail) {
    return new TurnSettings(
        correctionMethod, rememberedTurns, lead, tail, holdAfter, firstDeltaTimeout, stallTimeout);
  }

  /** The same with other waiting times. */
  public TurnSettings withPatience(
      Duration holdAfter, Duration firstDeltaTimeout, Duration stallTimeout) {
    return new TurnSettings(
        correctionMethod,
        rememberedTurns,
        preRoll,
        recognizerTail,
        holdAfter,
        firstDeltaTimeout,
        stallTimeout);
  }
}

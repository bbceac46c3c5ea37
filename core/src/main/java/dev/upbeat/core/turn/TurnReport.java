package dev.upbeat.core.turn;

import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.dialogue.Opener;
import dev.upbeat.core.dialogue.OpenerJudgement;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that is known of a finished turn.
 *
 * @param turnId names the turn in both programs' logs
 * @param outcome how it ended
 * @param transcript the request as understood; empty if nothing was
 * @param opener the opener as far as it was heard; silent if none was
 * @param continuation what was heard after the opener, the device's own ending included, a request
 *     for patience not; where the turn was stopped it ends behind the last whole word
 * @param judgement the continuator's judgement of the opener, if it came
 * @param correctionMethod the method that repaired the opener, if one did
 * @param languageModel which model answered, if one did
 * @param failure why the continuator failed, if it did
 * @param speechLevel how loud the user spoke, in dB of full scale at the microphone; empty if the
 *     request was typed
 * @param seamSilenceMs silence heard between opener and continuation; empty unless both were heard
 */
public record TurnReport(
    String turnId,
    Outcome outcome,
    String transcript,
    Opener opener,
    String continuation,
    Optional<OpenerJudgement> judgement,
    Optional<String> correctionMethod,
    Optional<String> languageModel,
    Optional<ContinuationEvent.Failed> failure,
    OptionalDouble speechLevel,
    OptionalDouble seamSilenceMs,
    Timeline timeline) {
  /** In dB: amplified from here, the noise of many a microphone is louder than its consonants. */
  private static final double TOO_QUIET = -42;

  /** How a turn ended. */
  public enum Outcome {
    /** The whole answer was spoken. */
    ANSWERED,
    /** The input ended, or the wait was over, and nobody had spoken. */
    NO_SPEECH,
    /** Somebody spoke, but no word was understood. */
    NOT_UNDERSTOOD,
    /** Somebody spoke on and on, such as a television: that is no request. */
    TOO_LONG,
    /** The continuator failed and the device ended the sentence by itself. */
    FAILED,
    /** The user stopped it. */
    INTERRUPTED
  }

  public TurnReport {
    Objects.requireNonNull(turnId, "turnId");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(transcript, "transcript");
    Objects.requireNonNull(opener, "opener");
    Objects.requireNonNull(continuation, "continuation");
    Objects.requireNonNull(judgement, "judgement");
    Objects.requireNonNull(correctionMethod, "correctionMethod");
    Objects.requireNonNull(languageModel, "languageModel");
    Objects.requireNonNull(failure, "failure");
    Objects.requireNonNull(speechLevel, "speechLevel");
    Objects.requireNonNull(seamSilenceMs, "seamSilenceMs");
    Objects.requireNonNull(timeline, "timeline");
  }

  /** Whether the microphone is so quiet that words may be lost: its level should be raised. */
  public boolean isTooQuiet() {
    return speechLevel.isPresent() && speechLevel.getAsDouble() < TOO_QUIET;
  }

  /** The answer as far as the user heard it, as one text. */
  public String answer() {
    return (opener.text() + continuation).strip();
  }
}

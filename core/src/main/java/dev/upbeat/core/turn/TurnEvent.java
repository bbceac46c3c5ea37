package dev.upbeat.core.turn;

import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.dialogue.Opener;

/** What a watcher of a turn may want to show. Delivered on the turn's thread; must return fast. */
public sealed interface TurnEvent {
  /** The device listens. */
  record Listening() implements TurnEvent {}

  /** The words so far. */
  record PartialHeard(String text) implements TurnEvent {}

  /** The request as it will be answered. */
  record RequestHeard(String text) implements TurnEvent {}

  /** The opener is decided; its sound follows at once. */
  record OpenerChosen(Opener opener) implements TurnEvent {}

  /** The continuator has judged the opener. */
  record OpenerJudged(ContinuationEvent.Judged judged) implements TurnEvent {}

  /** A piece of the continuation has been handed to the loudspeaker. */
  record SegmentSpoken(String text) implements TurnEvent {}

  /** The device asks the user for patience. */
  record HeldOn(String text) implements TurnEvent {}

  /** The device tells the user in speech how to be heard better. */
  record Hinted(String text) implements TurnEvent {}

  /** The continuator failed; the device ends the sentence by itself. */
  record ContinuationFailed(ContinuationEvent.Failed failure) implements TurnEvent {}

  /** The turn is over. */
  record Finished(TurnReport report) implements TurnEvent {}
}

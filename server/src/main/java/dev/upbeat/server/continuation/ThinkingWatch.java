package dev.upbeat.server.continuation;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.ContinuationEvent.Thinking;
import java.time.Duration;
import java.util.Optional;

/** Counts how long the model thinks, says so now and then, and loses patience. One thread. */
final class ThinkingWatch {
  private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(1);

  private final Duration limit;
  private final String model;
  private boolean thinking;
  private long since;
  private long told;

  /**
   * @param limit for one stretch of thought
   * @param model for the message
   */
  ThinkingWatch(Duration limit, String model) {
    this.limit = limit;
    this.model = model;
  }

  /**
   * The model thinks.
   *
   * @return what to tell the device, if it is time to
   * @throws UpbeatException {@code upstream-thinking} if it has thought for too long
   */
  Optional<Thinking> goesOn() {
    long now = System.nanoTime();
    if (!thinking) {
      thinking = true;
      since = now;
      told = now - BETWEEN_EVENTS.toNanos();
    }
    if (now - since > limit.toNanos()) {
      throw new UpbeatException(
          "upstream-thinking",
          true,
          "The language model "
              + model
              + " thought for "
              + limit.toMillis()
              + " ms and had not begun to answer.",
          "Switch its thinking off or down upstream, take a faster model, or raise"
              + " thinking-timeout-ms.");
    }
    if (now - told < BETWEEN_EVENTS.toNanos()) {
      return Optional.empty();
    }
    told = now;
    return Optional.of(new Thinking(Duration.ofNanos(now - since)));
  }

  /** The model answers. */
  void isOver() {
    thinking = false;
  }
}

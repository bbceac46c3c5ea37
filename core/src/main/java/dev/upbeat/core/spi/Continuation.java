package dev.upbeat.core.spi;

import dev.upbeat.core.dialogue.ContinuationEvent;
import java.time.Duration;
import java.util.Optional;

/** An answer on its way. One thread takes the events; any thread may abort. */
public interface Continuation extends AutoCloseable {
  /**
   * The next event, waiting for it at most {@code timeout}.
   *
   * @return empty if none came in time, or if Done or Failed was returned before
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  Optional<ContinuationEvent> next(Duration timeout) throws InterruptedException;

  /** Tells the other side to stop and drops the rest; idempotent. */
  void abort();

  /** As {@link #abort()}. */
  @Override
  default void close() {
    abort();
  }
}

package dev.upbeat.core.spi;

import java.util.Optional;

/** Text being generated. One thread takes the pieces; any thread may abort. */
public interface Generation extends AutoCloseable {
  /**
   * The next piece of text, never empty; blocks while it is made; empty at the end and after an
   * abort.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws dev.upbeat.core.UpbeatException {@code upstream-*} if the upstream fails on the way
   */
  Optional<String> next() throws InterruptedException;

  /**
   * Asks to be told whenever the model thinks instead of answering, if the upstream says so apart
   * from the text; called by {@link #next()}, on its thread. What the listener throws, {@link
   * #next()} throws. To be set before the first piece is taken; most models say nothing.
   */
  default void onThought(Runnable listener) {}

  /** {@code stop}, or {@code length} if the token limit ended it; valid after the end. */
  String finishReason();

  /** Stops the generation soon; idempotent. */
  void abort();

  /** As {@link #abort()}. */
  @Override
  default void close() {
    abort();
  }
}

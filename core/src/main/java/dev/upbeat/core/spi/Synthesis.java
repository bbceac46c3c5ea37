package dev.upbeat.core.spi;

import dev.upbeat.core.audio.AudioChunk;
import java.util.Optional;

/** Speech in the making. One thread takes the chunks; any thread may abort. */
public interface Synthesis extends AutoCloseable {
  /**
   * The next piece of audio, at the synthesizer's rate; blocks while it is made; empty at the end
   * and after an abort.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws dev.upbeat.core.UpbeatException {@code synthesis-failed} if the engine failed on this
   *     text
   */
  Optional<AudioChunk> next() throws InterruptedException;

  /** Stops the synthesis soon; idempotent. */
  void abort();

  /** As {@link #abort()}. */
  @Override
  default void close() {
    abort();
  }
}

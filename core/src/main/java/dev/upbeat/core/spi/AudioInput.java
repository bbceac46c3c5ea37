package dev.upbeat.core.spi;

import dev.upbeat.core.audio.AudioChunk;
import java.util.Optional;

/** A microphone, or what stands for one. One thread reads. */
public interface AudioInput {
  /** The rate all adapters deliver, in Hz. */
  int SAMPLE_RATE = 16_000;

  /**
   * The next frame, 20 ms of mono sound at {@link #SAMPLE_RATE} (the last may be shorter); blocks
   * until it has been heard, at real-time pace.
   *
   * @return empty if nothing more will come
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws dev.upbeat.core.UpbeatException {@code device-*} if the device failed
   */
  Optional<AudioChunk> read() throws InterruptedException;

  /**
   * Forgets what was heard since the last {@link #read}, so that the next frame is heard from now
   * on: called before the device listens again after it has spoken. Returns at once.
   */
  default void discardPending() {}
}

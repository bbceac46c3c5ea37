package dev.upbeat.core.spi;

import dev.upbeat.core.audio.AudioChunk;

/** A loudspeaker with a queue. Thread-safe. */
public interface AudioOutput {
  /**
   * Queues sound behind whatever is playing. Returns at once.
   *
   * @param chunk at any rate; consecutive chunks usually have the same
   * @return when its first sample will be heard, on the session's ticker, in ns
   * @throws dev.upbeat.core.UpbeatException {@code device-*} if the device failed
   */
  long play(AudioChunk chunk);

  /**
   * When everything queued will have been heard, on the session's ticker, in ns; may be in the
   * past.
   */
  long queueEnd();

  /** Silences the device at once and empties the queue. */
  void flush();
}

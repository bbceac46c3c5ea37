package dev.upbeat.devices.soundcard;

import dev.upbeat.core.spi.DeviceAdapter.Choice;
import java.util.List;

/** A way to move 16-bit mono samples from and to a sound card. Implementations are thread-safe. */
interface SoundBackend {
  /** {@code alsa} or {@code java}. */
  String id();

  /**
   * Opens the microphone and makes sure that it delivers.
   *
   * @throws dev.upbeat.core.UpbeatException {@code device-unavailable}
   */
  CaptureLine openCapture(SoundCardOptions options);

  /**
   * Opens the loudspeaker and makes sure that it takes sound.
   *
   * @throws dev.upbeat.core.UpbeatException {@code device-unavailable}
   */
  PlaybackLine openPlayback(SoundCardOptions options);

  /** The devices it sees; empty if there are none or it can't look. Never throws. */
  List<Choice> choices();

  /** An open microphone. One thread reads; any thread may close, which ends a read. */
  interface CaptureLine extends AutoCloseable {
    /** In Hz. */
    int sampleRate();

    /**
     * Fills {@code target}; blocks until it is full.
     *
     * @throws dev.upbeat.core.UpbeatException {@code device-lost} if the device went away
     */
    void read(short[] target);

    @Override
    void close();
  }

  /** An open loudspeaker. One thread writes; any thread may discard or close. */
  interface PlaybackLine extends AutoCloseable {
    /** In Hz. */
    int sampleRate();

    /**
     * Hands samples over; blocks while the device's buffer is full.
     *
     * @throws dev.upbeat.core.UpbeatException {@code device-lost} if the device went away
     */
    void write(short[] samples);

    /** Falls silent at once and forgets what it was given; returns at once. */
    void discard();

    /** Makes it ready for the next sound after {@link #discard}; may block for some ms. */
    void prepare();

    @Override
    void close();
  }
}

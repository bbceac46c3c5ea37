package dev.upbeat.core.spi;

import java.util.function.Consumer;

/** An open device. Input, output and cues may be used by different threads. */
public interface DeviceSession extends AutoCloseable {
  /** What the device hears. */
  AudioInput input();

  /** What the device says. */
  AudioOutput output();

  /**
   * Shows the user what is going on, by light, tone or not at all. Returns at once; never throws.
   */
  default void cue(Cue cue) {}

  /**
   * Where the device's buttons go. Called once, before anything is heard; the device calls the
   * listener from a thread of its own, and the listener returns at once.
   */
  default void onControl(Consumer<Control> listener) {}

  /** Closes the device and finishes what it writes; idempotent. */
  @Override
  void close();

  /** What the user should know. */
  enum Cue {
    LISTENING,
    THINKING,
    SPEAKING,
    IDLE,
    ERROR
  }

  /** What the user did to the device, other than speaking. */
  enum Control {
    TALK_PRESSED,
    TALK_RELEASED,
    STOP
  }
}

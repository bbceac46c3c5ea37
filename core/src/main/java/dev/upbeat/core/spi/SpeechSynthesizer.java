package dev.upbeat.core.spi;

import org.pf4j.ExtensionPoint;

/**
 * Turns text into speech. Thread-safe; several syntheses may be under way, perhaps one after the
 * other.
 */
public interface SpeechSynthesizer extends ExtensionPoint, AutoCloseable {
  /** A short name, such as {@code marytts-cmu-slt}. */
  String id();

  /**
   * Loads the voice and warms up. Blocks, seconds perhaps; idempotent. Called once before the first
   * synthesis, from any thread.
   *
   * @throws dev.upbeat.core.UpbeatException {@code voice-unavailable} if the voice can't be loaded
   */
  void prepare();

  /** The rate of the audio it makes, in Hz; valid after {@link #prepare()}. */
  int sampleRate();

  /**
   * Starts to speak a text into a stream of chunks. Returns at once or when the whole is made; text
   * that holds nothing speakable gives a stream without chunks, never an exception.
   *
   * <p>The audio has no silence at its start or end (a few ms at most): pauses are the caller's
   * affair.
   */
  Synthesis synthesize(SpokenText text);

  /** Frees the voice. Idempotent. */
  @Override
  void close();
}

package dev.upbeat.core.spi;

import org.pf4j.ExtensionPoint;

/**
 * Turns speech into words. One recognizer serves many utterances, one at a time or several at once;
 * {@link #start()} may be called from any thread.
 */
public interface SpeechRecognizer extends ExtensionPoint, AutoCloseable {
  /** The rate of the audio it wants, in Hz. */
  int sampleRate();

  /** Begins an utterance. Fast; loads nothing. The caller closes the session. */
  RecognitionSession start();

  /** Frees the model. Idempotent. Sessions must be closed before. */
  @Override
  void close();
}

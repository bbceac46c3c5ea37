package dev.upbeat.core.spi;

import org.pf4j.ExtensionPoint;

/** Finds where an utterance begins and ends. {@link #start()} may be called from any thread. */
public interface EndpointDetector extends ExtensionPoint, AutoCloseable {
  /** The rate of the audio it wants, in Hz. */
  int sampleRate();

  /** Begins to listen for an utterance; the caller closes the session. */
  EndpointSession start();

  /** Frees what the detector holds. Idempotent. */
  @Override
  void close();
}

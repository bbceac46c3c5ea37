package dev.upbeat.core.spi;

import dev.upbeat.core.dialogue.Opener;

/**
 * Writes the opener of one turn while the request is still being spoken. Used by one thread at a
 * time, except {@link #abort()}, which any thread may call.
 */
public interface OpenerSession extends AutoCloseable {
  /**
   * Takes the request as understood so far, whole each time: words may have been added or changed.
   * Computes before it returns: milliseconds for a few new words.
   */
  void hear(String request);

  /**
   * Writes the opener for the request last heard. The session remains usable: {@link #hear} and
   * {@code open} may be called again when the user turns out not to have finished.
   *
   * @return never null; SILENT if nothing was heard
   * @throws java.util.concurrent.CancellationException if aborted meanwhile
   */
  Opener open();

  /**
   * Makes a running {@link #hear} or {@link #open} stop soon; the session is then only good to
   * close.
   */
  void abort();

  /** Frees the session; idempotent. */
  @Override
  void close();
}

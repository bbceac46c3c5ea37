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
   * How probable it is that the request last heard is complete, 0 to 1, told from its words alone:
   * from what {@link #hear} computed, without a further run. Called by the thread that calls {@code
   * hear}; doesn't block.
   *
   * @return 0 if nothing was heard; 0.5, which says nothing, from a model that can't tell
   */
  default double completeness() {
    return 0.5;
  }

  /**
   * Makes a running {@link #hear} or {@link #open} stop soon; the session is then only good to
   * close.
   */
  void abort();

  /** Frees the session; idempotent. */
  @Override
  void close();
}

package dev.upbeat.core.time;

/**
 * The monotonic clock every part of a turn reads, so that stages can be compared and tests can run
 * on virtual time. Implementations are safe for use by several threads.
 */
public interface Ticker {
  /** Nanoseconds since an arbitrary origin; never goes back. */
  long nanoTime();

  /**
   * Blocks until {@link #nanoTime()} is at least {@code nanos}; returns at once if it already is.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void sleepUntil(long nanos) throws InterruptedException;

  /** The machine's monotonic clock. */
  static Ticker system() {
    return SystemTicker.INSTANCE;
  }
}

package dev.upbeat.core.time;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that passes only when somebody sleeps or calls {@link #advance}: for tests, here and in
 * plugins.
 *
 * <p>A sleeper does not wait: it moves the time forward, as if nothing else took any.
 */
public final class VirtualTicker implements Ticker {
  private final AtomicLong now = new AtomicLong();

  @Override
  public long nanoTime() {
    return now.get();
  }

  @Override
  public void sleepUntil(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted at virtual time " + now.get() + " ns");
    }
    now.accumulateAndGet(nanos, Math::max);
  }

  /** Lets {@code nanos} pass. */
  public void advance(long nanos) {
    now.addAndGet(nanos);
  }
}

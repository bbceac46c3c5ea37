package dev.upbeat.devices.soundcard;

import dev.upbeat.core.time.Ticker;

/** Time that passes only when told to; who sleeps waits for it. */
final class FrozenTicker implements Ticker {
  private long now = 1_000_000_000L;
  private int sleepers;

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized void sleepUntil(long nanos) throws InterruptedException {
    if (now >= nanos) {
      return;
    }
    sleepers++;
    notifyAll();
    try {
      while (now < nanos) {
        wait();
      }
    } finally {
      sleepers--;
    }
  }

  synchronized void advance(long nanos) {
    now += nanos;
    notifyAll();
  }

  /** Until somebody sleeps. */
  synchronized void awaitSleeper() throws InterruptedException {
    while (sleepers == 0) {
      wait();
    }
  }
}

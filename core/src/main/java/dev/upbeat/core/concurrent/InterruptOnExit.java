package dev.upbeat.core.concurrent;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into an interrupt of the working thread and gives it a moment to close what it
 * opened.
 */
public final class InterruptOnExit implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  private InterruptOnExit(Thread worker) {
    hook =
        new Thread(
            () -> {
              worker.interrupt();
              try {
                boolean inTime = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (!inTime) {
                  System.err.println("upbeat: gave up waiting for the command to finish.");
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "upbeat-exit");
  }

  /** From now until {@link #close()}, the end of the process interrupts the calling thread. */
  public static InterruptOnExit ofThisThread() {
    InterruptOnExit guard = new InterruptOnExit(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook is the one who waits for us.
    }
  }
}

package dev.upbeat.models.store.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into an interrupt of the working thread and gives it a moment to tidy up, so that
 * pip and npm don't outlive us and the next pull finds a clean folder.
 */
final class InterruptOnShutdown implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 3;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private InterruptOnShutdown(Thread worker) {
    this.hook =
        new Thread(
            () -> {
              worker.interrupt();
              try {
                done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "upbeat-pull-shutdown");
  }

  static InterruptOnShutdown ofThisThread() {
    InterruptOnShutdown guard = new InterruptOnShutdown(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The virtual machine is already shutting down, and the hook has done its work.
    }
  }
}

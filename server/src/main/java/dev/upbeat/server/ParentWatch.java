package dev.upbeat.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends this process when the one that started it is gone, so that nothing is left behind. */
final class ParentWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

  private ParentWatch() {}

  /** Calls {@code end} when that process ends, or at once if there is none. */
  static void process(long pid, Runnable end) {
    Optional<ProcessHandle> parent = ProcessHandle.of(pid);
    if (parent.isEmpty()) {
      end.run();
      return;
    }
    parent
        .get()
        .onExit()
        .thenRun(
            () -> {
              LOG.info("event=parent-ended pid={}", pid);
              end.run();
            });
  }

  /** Calls {@code end} when the other side closes the stream, as it does when it dies. */
  static void stream(InputStream input, Runnable end) {
    Thread reader =
        new Thread(
            () -> {
              try {
                while (input.read() >= 0) {
                  // What is sent means nothing; that it ends does.
                }
              } catch (IOException e) {
                LOG.debug("event=stdin-failed error={}", e.toString());
              }
              LOG.info("event=stdin-closed");
              end.run();
            },
            "stdin-watch");
    reader.setDaemon(true);
    reader.start();
  }
}

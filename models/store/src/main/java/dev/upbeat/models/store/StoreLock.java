package dev.upbeat.models.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread of one process at a time change a model. The operating system frees the lock when
 * the process ends, however it ends; the empty lock file stays.
 */
final class StoreLock implements AutoCloseable {
  private static final long POLL_MILLIS = 100;

  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits for the lock; says so once if it is taken. */
  static StoreLock acquire(Path file, ProgressListener progress)
      throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      boolean told = false;
      while (!taken) {
        taken = tryLock(channel) != null;
        if (!taken) {
          if (!told) {
            progress.on(new ProgressEvent.Step("waiting for another pull of this model"));
            told = true;
          }
          Thread.sleep(POLL_MILLIS);
        }
      }
      return new StoreLock(channel);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this very process holds it.
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

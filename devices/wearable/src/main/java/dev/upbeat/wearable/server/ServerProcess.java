package dev.upbeat.wearable.server;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A continuator server run as a child process on a free loopback port. It ends with this object,
 * and by itself if this process dies.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Process process;
  private final Path announcement;
  private final Path log;

  private ServerProcess(Process process, Path announcement, Path log) {
    this.process = process;
    this.announcement = announcement;
    this.log = log;
  }

  /**
   * Starts the server; returns before it is ready.
   *
   * @param launcher the {@code upbeat} script
   * @param log where its output goes
   * @param port to listen on; 0 for a free one
   * @param arguments more arguments, such as {@code --upstream}
   * @throws UpbeatException {@code server-not-started}
   */
  public static ServerProcess start(Path launcher, Path log, int port, List<String> arguments) {
    Path announcement = makeFolders(log).resolve("announcement.json");
    try {
      List<String> command = new ArrayList<>();
      command.add(launcher.toString());
      command.addAll(
          List.of("server", "--port", String.valueOf(port), "--announce", announcement.toString()));
      command.addAll(List.of("--exit-with-parent", String.valueOf(ProcessHandle.current().pid())));
      command.addAll(arguments);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      return new ServerProcess(process, announcement, log);
    } catch (IOException e) {
      throw new UpbeatException(
          "server-not-started",
          false,
          "Cannot start the continuator (" + e.getMessage() + ").",
          "Check that " + launcher + " is there and may be run.",
          e);
    }
  }

  /** The log's folder, and in it one for the announcement of this server alone. */
  private static Path makeFolders(Path log) {
    Path folder = log.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Files.writeString(log, "");
      return Files.createTempDirectory(folder, "server-");
    } catch (IOException e) {
      throw new UpbeatException(
          "server-not-started",
          false,
          "Cannot start the continuator: its log can't be written to " + folder + " (" + e + ").",
          UserFolders.Kind.CACHE.remedy(e),
          e);
    }
  }

  /**
   * Waits until the server is ready.
   *
   * @throws UpbeatException {@code server-not-started}, with what it printed last
   */
  public Announcement awaitReady() throws InterruptedException {
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < limit) {
      if (Files.exists(announcement)) {
        return Announcement.read(announcement);
      }
      if (process.waitFor(25, TimeUnit.MILLISECONDS)) {
        throw failed("It ended with exit code " + process.exitValue() + ".");
      }
    }
    close();
    throw failed("It was not ready after " + START_LIMIT.toSeconds() + " s.");
  }

  /** The process, for tests that kill it. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Ends the server and waits for it, a few seconds at most. Idempotent. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      Files.deleteIfExists(announcement);
      Files.deleteIfExists(announcement.getParent());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // A leftover in the temporary folder is no reason to fail.
    }
  }

  private UpbeatException failed(String what) {
    return new UpbeatException(
        "server-not-started",
        false,
        "The continuator did not start. " + what + lastLine(),
        "Run './upbeat server' to see why; its output is in " + log + ".");
  }

  private String lastLine() {
    try {
      List<String> lines =
          Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
      return lines.isEmpty() ? "" : " It said: " + lines.get(lines.size() - 1);
    } catch (IOException e) {
      return "";
    }
  }
}

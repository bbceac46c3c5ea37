package dev.upbeat.models.store.download;

import dev.upbeat.models.store.ProgressEvent;
import dev.upbeat.models.store.ProgressListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs pip or npm in a folder of its own, watching that folder grow: the clients' own progress bars
 * are made for eyes, not programs.
 */
final class ClientProcess {
  private static final long POLL_MILLIS = 200;

  /** pip and npm retry on their own, silently; after this long without a byte they won't come. */
  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(120);

  private static final String BROKEN_CONNECTION = "connection broken by ";

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path work;

  ClientProcess(List<String> command, Map<String, String> environment, Path work) {
    this.command = command;
    this.environment = environment;
    this.work = work;
  }

  void run(long transferSize, ProgressListener progress) throws IOException, InterruptedException {
    Path output = Files.createTempFile(work.getParent(), "client-", ".log");
    try {
      Process process = start(output);
      try {
        watch(process, transferSize, progress);
      } finally {
        stop(process);
      }
      if (process.exitValue() != 0) {
        throw new DownloadException(reason(output, process.exitValue()), false);
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** Does nothing when it has ended. On an interrupt its children (npm starts node) end too. */
  private static void stop(Process process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    // Whoever deletes their folder next must not race with them.
    all.forEach(handle -> handle.onExit().join());
  }

  private Process start(Path output) throws IOException {
    Path temporary = Files.createDirectories(work.resolve("tmp"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    // Partial downloads stay on the cache's disk, where they are seen growing and get cleaned up.
    builder.environment().put("TMPDIR", temporary.toString());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new DownloadException(command.get(0) + " is not installed", false, e);
    }
  }

  private void watch(Process process, long transferSize, ProgressListener progress)
      throws IOException, InterruptedException {
    long seen = 0;
    long lastGrowth = System.nanoTime();
    while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      long bytes = Folders.bytes(work);
      if (bytes > seen) {
        seen = bytes;
        lastGrowth = System.nanoTime();
        progress.on(new ProgressEvent.Advanced(bytes, transferSize));
      } else if (System.nanoTime() - lastGrowth > STALL_NANOS) {
        throw new DownloadException(
            command.get(0) + " received nothing for " + STALL_NANOS / 1_000_000_000L + " s", true);
      }
    }
  }

  private String reason(Path output, int exitValue) throws IOException {
    String last = "";
    String broken = "";
    for (String line :
        new String(Files.readAllBytes(output), StandardCharsets.UTF_8).split("\\R", -1)) {
      String text = line.strip();
      int connection = text.indexOf(BROKEN_CONNECTION);
      if (connection >= 0) {
        broken = text.substring(connection);
      }
      boolean better = text.contains("ERR") || text.startsWith("error") || !last.contains("ERR");
      // npm closes with where its log is; pip with hints about itself.
      if (!text.isEmpty()
          && better
          && !text.contains("complete log of this run")
          && !text.startsWith("[notice]")) {
        last = text;
      }
    }
    // Where pip can't ask, it says that there is no such package.
    if (last.contains("No matching distribution") && !broken.isEmpty()) {
      last = broken;
    }
    String name = Path.of(command.get(0)).getFileName().toString();
    String tool = command.contains("pip") ? "pip" : name;
    String shortened = last.length() > 200 ? last.substring(0, 200) + "…" : last;
    return tool + " failed (exit " + exitValue + "): " + shortened;
  }
}

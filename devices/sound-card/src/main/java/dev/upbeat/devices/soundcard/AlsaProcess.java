package dev.upbeat.devices.soundcard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running {@code arecord} or {@code aplay} and the last it said. Thread-safe. */
final class AlsaProcess {
  private static final Logger LOG = LoggerFactory.getLogger(AlsaProcess.class);
  private static final int MOST_LINES = 8;

  private final String program;
  private final Process process;
  private final Thread listener;

  /** Guarded by itself. */
  private final ArrayDeque<String> said = new ArrayDeque<>();

  private AlsaProcess(String program, Process process) {
    this.program = program;
    this.process = process;
    this.listener = new Thread(this::listen, "upbeat-" + program + "-messages");
    listener.setDaemon(true);
  }

  /**
   * @throws dev.upbeat.core.UpbeatException {@code device-unavailable} if the program isn't
   *     installed
   */
  static AlsaProcess start(List<String> command, Map<String, String> environment) {
    try {
      Process process = builder(command, environment).start();
      AlsaProcess started = new AlsaProcess(command.get(0), process);
      started.listener.start();
      return started;
    } catch (IOException missing) {
      throw DeviceProblems.programMissing(command.get(0), missing);
    }
  }

  /** Runs a command that ends by itself and returns what it prints, line by line. */
  static List<String> output(List<String> command, Map<String, String> environment)
      throws IOException {
    Process process =
        builder(command, environment).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      return lines.lines().toList();
    } finally {
      process.destroy();
    }
  }

  private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    // Messages are told apart by their English words.
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  InputStream sound() {
    return process.getInputStream();
  }

  OutputStream sink() {
    return process.getOutputStream();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for it to end; false if it still runs after so many milliseconds. */
  boolean endsWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends it; returns at once. The kernel drops what it had not yet played. */
  void end() {
    process.destroy();
  }

  /** Ends it even if it hangs; returns at once. */
  void kill() {
    process.destroyForcibly();
  }

  /**
   * The last it said, ALSA's own explanation without its source positions, when it ends by itself;
   * ends it after half a second if it does not. Ending it earlier would close the stream it
   * explains on.
   */
  String lastWords() {
    try {
      listener.join(500);
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (said) {
      return said.stream().map(AlsaProcess::withoutPosition).collect(Collectors.joining("; "));
    }
  }

  private static String withoutPosition(String line) {
    return line.replaceFirst("^ALSA lib \\S+ ", "")
        .replaceFirst("^\\(\\w+\\) ", "")
        .replaceFirst("^(\\w+): \\w+:\\d+: ", "$1: ");
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hear(line);
      }
    } catch (IOException ended) {
      // With the process, its stream ends too.
    }
  }

  private void hear(String line) {
    if (line.contains("rate is not accurate")) {
      LOG.warn(
          "event=alsa-rate-differs program={} said=\"{}\" remedy=\"name the device plughw:… instead"
              + " of hw:…\"",
          program,
          line);
    } else if (line.startsWith("overrun")) {
      LOG.warn("event=alsa-overrun program={} said=\"{}\"", program, line);
    } else {
      // An underrun is how a playback ends here; the rest is chat.
      LOG.debug("event=alsa-message program={} said=\"{}\"", program, line);
    }
    if (!line.isBlank() && !line.contains("raw data") && !line.startsWith("underrun")) {
      synchronized (said) {
        said.add(line);
        if (said.size() > MOST_LINES) {
          said.remove();
        }
      }
    }
  }
}

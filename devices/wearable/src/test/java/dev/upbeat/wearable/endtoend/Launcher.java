package dev.upbeat.wearable.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The {@code upbeat} script of a distribution, run as a process.
 *
 * @param home the distribution
 * @param environment all of it; a child inherits nothing
 */
record Launcher(Path home, Map<String, String> environment) {
  /** What a command did; standard output and standard error as they came. */
  record Run(int code, String output) {}

  /** As somebody at this machine runs it. */
  static Launcher usual(Path home) {
    return new Launcher(home, System.getenv()).with("JAVA_HOME", System.getProperty("java.home"));
  }

  /** As a container runs it: nothing is set but where Java is. */
  static Launcher bare(Path home) {
    return new Launcher(home, Map.of())
        .with("PATH", System.getenv("PATH"))
        .with("UPBEAT_SKIP_BUILD", "yes")
        .with("JAVA_HOME", System.getProperty("java.home"));
  }

  Launcher with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Launcher(home, more);
  }

  Launcher without(String variable) {
    Map<String, String> less = new HashMap<>(environment);
    less.remove(variable);
    return new Launcher(home, less);
  }

  Run run(String... arguments) throws IOException, InterruptedException {
    return hearing("", arguments);
  }

  /** With something on standard input. */
  Run hearing(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("upbeat").toString());
    command.addAll(List.of(arguments));
    return process(input, command);
  }

  /** Another program in the same environment. */
  Run process(String input, List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
    return new Run(process.exitValue(), output);
  }
}

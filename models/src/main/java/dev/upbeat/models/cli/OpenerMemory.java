package dev.upbeat.models.cli;

import dev.upbeat.models.export.SwenConfig;
import dev.upbeat.models.runtime.DecoderGraph;
import dev.upbeat.models.runtime.DecoderState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a loaded and working model adds to a process's resident memory. Measured in a process of its
 * own: in one that has loaded another model before, freed memory hides it.
 */
final class OpenerMemory {
  private OpenerMemory() {}

  /** In MiB; 0 where it cannot be measured. */
  static double measure(Path graph, Path config) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Donnxruntime.native.path=" + System.getProperty("onnxruntime.native.path", ""),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OpenerMemory.class.getName(),
                  graph.toString(),
                  config.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        String line = reader.readLine();
        return line == null ? 0 : Double.parseDouble(line);
      } finally {
        process.destroy();
      }
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  /** Prints the growth: the runtime itself is loaded before, so that it is not counted. */
  public static void main(String[] arguments) throws IOException {
    ai.onnxruntime.OrtEnvironment.getEnvironment(
        ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "upbeat");
    SwenConfig config = SwenConfig.read(Path.of(arguments[1]));
    double before = residentMegabytes();
    try (DecoderGraph graph = DecoderGraph.load(Path.of(arguments[0]), config);
        DecoderState state = graph.newState()) {
      state.prefill(new int[32]);
      for (int i = 0; i < 12; i++) {
        state.append(i);
      }
      System.out.println(residentMegabytes() - before);
    }
  }

  private static double residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}

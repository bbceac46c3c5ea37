package dev.upbeat.models.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.export.DerivedModels;
import dev.upbeat.models.export.OpenerExporter;
import dev.upbeat.models.export.RandomCheckpoint;
import dev.upbeat.models.export.SwenConfig;
import dev.upbeat.models.export.WeightForm;
import dev.upbeat.models.runtime.OnnxRuntimeLibrary;
import dev.upbeat.models.text.PromptTemplate;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench opener}: how fast opener models run here, in one process, on one thread. */
@Command(
    name = "opener",
    mixinStandardHelpOptions = true,
    description =
        "Measure every installed opener model and random ones of the family's smallest and largest"
            + " shape, on one thread: first token cold, and after one more word with the model's"
            + " own template and with ChatML; decoding, 12 tokens, memory.")
public final class OpenerBenchmark implements Callable<Integer> {
  private static final List<Integer> RANDOM_WIDTHS = List.of(256, 512);
  private static final int RANDOM_LAYERS = 8;

  private final InstalledOpeners openers;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the measurements as JSON.")
  private @Nullable Path json;

  @Option(names = "--chart", paramLabel = "FILE", description = "Write a chart (.png or .svg).")
  private @Nullable Path chart;

  @Option(names = "--repetitions", description = "Runs of each model (default: 60).")
  private int repetitions = 60;

  @Option(names = "--no-random", description = "Leave out the random model.")
  private boolean withoutRandom;

  public OpenerBenchmark(InstalledOpeners openers) {
    this.openers = openers;
  }

  @Override
  public Integer call() throws IOException {
    OnnxRuntimeLibrary.prepare(openers.derived().resolve("native"));
    PrintWriter out = spec.commandLine().getOut();
    OpenerTimer timer = new OpenerTimer(Math.max(1, repetitions));
    List<OpenerMeasurement> measurements = new ArrayList<>();
    out.println(OpenerMeasurement.HEADER);
    for (String id : openers.ids()) {
      Path folder = openers.folder(id).folder();
      SwenConfig config = SwenConfig.read(folder.resolve("config.json"));
      boolean isShort = PromptTemplate.read(folder).template() == PromptTemplate.Form.SHORT;
      int template = isShort ? 1 : OpenerTimer.CHATML_TOKENS;
      for (WeightForm form : WeightForm.values()) {
        Path file = new DerivedModels(openers.derived()).graph(folder, form);
        double memory = OpenerMemory.measure(file, folder.resolve("config.json"));
        measurements.add(timer.measure(id, form.id(), file, config, template, memory));
        out.println(measurements.get(measurements.size() - 1).row());
        out.flush();
      }
    }
    if (!withoutRandom) {
      for (int width : RANDOM_WIDTHS) {
        measureRandom(width, timer, measurements, out);
      }
    }
    if (json != null) {
      ArrayNode array = new ObjectMapper().createArrayNode();
      measurements.forEach(measurement -> measurement.writeTo(array.addObject()));
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), array);
    }
    if (chart != null) {
      chart(measurements).write(chart);
    }
    return 0;
  }

  private void measureRandom(
      int width, OpenerTimer timer, List<OpenerMeasurement> measurements, PrintWriter out)
      throws IOException {
    Path folder = Files.createTempDirectory("upbeat-bench");
    try {
      SwenConfig config = RandomCheckpoint.shape(width, RANDOM_LAYERS, true);
      RandomCheckpoint.write(folder, config, "F16", 1);
      for (WeightForm form : WeightForm.values()) {
        Path file = folder.resolve(form.id() + ".onnx");
        OpenerExporter.export(folder, form, file);
        double memory = OpenerMemory.measure(file, folder.resolve("config.json"));
        String name = "random-%dx%d".formatted(width, RANDOM_LAYERS);
        measurements.add(
            timer.measure(name, form.id(), file, config, OpenerTimer.CHATML_TOKENS, memory));
        out.println(measurements.get(measurements.size() - 1).row());
        out.flush();
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(OpenerBenchmark::delete);
      }
    }
  }

  private static BarChart chart(List<OpenerMeasurement> measurements) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (OpenerMeasurement measurement : measurements) {
      String name = measurement.model() + " " + measurement.form();
      bars.add(new BarChart.Bar(name + ", 12 tokens", measurement.twelveTokensMs(), 0));
      bars.add(new BarChart.Bar(name + ", first cold", measurement.firstTokenMsCold(), 1));
      bars.add(
          new BarChart.Bar(name + ", one more word", measurement.firstTokenMsIncremental(), 2));
    }
    return new BarChart("Opener models: 32-token prompt, one thread", "ms", bars);
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UpbeatException(
          "temporary-file-not-deleted",
          false,
          "Cannot delete " + path + ": " + e.getMessage() + ".",
          "Delete it by hand.",
          e);
    }
  }
}

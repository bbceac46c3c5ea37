package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.concurrent.InterruptOnExit;
import dev.upbeat.plugins.host.PluginHost;
import dev.upbeat.wearable.assistant.Assistant;
import dev.upbeat.wearable.config.DeviceConfig;
import dev.upbeat.wearable.report.FinishedTurn;
import dev.upbeat.wearable.report.MemoryUse;
import dev.upbeat.wearable.report.TurnJson;
import dev.upbeat.wearable.report.TurnPrinter;
import dev.upbeat.wearable.report.TurnSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code upbeat demo}: the main job on recorded questions, end to end. */
@Command(
    name = "demo",
    description = "Answers recorded questions, end to end, and keeps what a listener would hear.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  /** Different kinds of request, machine and human voices. */
  private static final List<String> DEFAULT_QUESTIONS = List.of("01", "02", "05", "08", "10", "11");

  private final CommandContext context;

  @Mixin private final AssistantOptions assistantOptions = new AssistantOptions();
  @Mixin private final TurnOptions turnOptions = new TurnOptions();

  @Parameters(
      paramLabel = "NN",
      arity = "0..*",
      description = "Numbers of the recordings to use (default: 01 02 05 08 10 11), or 'all'.")
  private List<String> numbers = DEFAULT_QUESTIONS;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where the answers' recordings go (default: ${DEFAULT-VALUE}).",
      defaultValue = "demo-out")
  private @Nullable Path output;

  DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    long started = System.nanoTime();
    List<Path> questions = questions();
    DeviceConfig config = assistantOptions.readConfig(context.environment());
    var address = assistantOptions.address(config, context.environment());
    new DemoModels(context.store(), context.environment(), context.err()).fetch(address.isEmpty());
    long fetched = System.nanoTime();
    try (InterruptOnExit guard = InterruptOnExit.ofThisThread();
        Continuators continuators = Continuators.of(address, context);
        PluginHost plugins = context.startPlugins();
        Assistant assistant =
            Assistant.load(
                context.store(),
                plugins,
                context.folders(),
                assistantOptions.settings(
                    config, () -> continuators.await(context), !turnOptions.textOnly, true))) {
      context
          .out()
          .printf(
              "Ready after %.1f s (models fetched or found: %.1f s). On the device: %s.%n%n",
              seconds(started), (fetched - started) / 1e9, String.join(", ", assistant.models()));
      context.out().flush();
      List<FinishedTurn> turns = takeTurns(assistant, questions, config);
      context.out().println(new TurnSummary(turns).text());
      context
          .out()
          .println(MemoryUse.line("Memory of this process", ProcessHandle.current().pid()));
      continuators
          .serverPid()
          .ifPresent(
              pid -> context.out().println(MemoryUse.line("Memory of the continuator", pid)));
      context.out().flush();
      if (turnOptions.json != null) {
        new TurnJson().write(turns, turnOptions.json);
      }
      return turns.stream().mapToInt(turn -> ExitCodes.of(turn.report())).max().orElse(0);
    }
  }

  private List<FinishedTurn> takeTurns(
      Assistant assistant, List<Path> questions, DeviceConfig config) throws InterruptedException {
    TurnRunner runner = new TurnRunner(assistant);
    TurnPrinter printer = new TurnPrinter(context.out());
    List<FinishedTurn> turns = new ArrayList<>();
    for (Path question : questions) {
      context.out().println(question.getFileName());
      context.out().flush();
      Optional<Path> answer =
          turnOptions.textOnly
              ? Optional.empty()
              : Optional.ofNullable(output).map(to -> to.resolve(question.getFileName()));
      FinishedTurn turn = runner.ask(question, answer);
      turns.add(turn);
      printer.print(turn);
      if (turnOptions.play && turn.wav().isPresent()) {
        Playback.play(
            assistant,
            turn.wav().get(),
            "sound-card".equals(config.device().adapter()) ? config.device().options() : Map.of());
      }
    }
    return turns;
  }

  private List<Path> questions() {
    Path folder = context.distribution().recordings();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".wav")).sorted().toList();
      if (numbers.contains("all")) {
        return all;
      }
      List<Path> chosen = new ArrayList<>();
      for (String number : numbers) {
        chosen.add(
            all.stream()
                .filter(file -> file.getFileName().toString().startsWith(number + "-"))
                .findFirst()
                .orElseThrow(() -> unknown(number, folder)));
      }
      return chosen;
    } catch (IOException e) {
      throw new UpbeatException(
          "recordings-missing",
          false,
          "The recorded questions in " + folder + " can't be read.",
          "Check out Upbeat again.",
          e);
    }
  }

  private static UpbeatException unknown(String number, Path folder) {
    return new UpbeatException(
        "recording-unknown",
        false,
        "There is no recording '" + number + "' in " + folder + ".",
        "Give the two digits its name begins with, or 'all'.");
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}

package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.plugins.host.PluginHost;
import dev.upbeat.wearable.assistant.Assistant;
import dev.upbeat.wearable.assistant.AssistantSettings;
import dev.upbeat.wearable.config.DeviceConfig;
import dev.upbeat.wearable.report.FinishedTurn;
import dev.upbeat.wearable.report.TurnJson;
import dev.upbeat.wearable.report.TurnPrinter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code ask} and {@code say-to} have in common: given requests, then the end. */
abstract class SingleTurnCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private final AssistantOptions assistantOptions = new AssistantOptions();
  @Mixin private final TurnOptions turnOptions = new TurnOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the answer's recording goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "answer.wav")
  private @Nullable Path output;

  SingleTurnCommand(CommandContext context) {
    this.context = context;
  }

  /** Whether requests are heard, which needs a recognizer. */
  abstract boolean listens();

  /** Refuses what can't work before anything is loaded. */
  abstract void checkArguments();

  abstract List<FinishedTurn> takeTurns(TurnRunner runner, Optional<Path> answer)
      throws InterruptedException;

  @Override
  public Integer call() throws InterruptedException {
    checkArguments();
    DeviceConfig config = assistantOptions.readConfig(context.environment());
    try (Continuators continuators =
            Continuators.of(assistantOptions.address(config, context.environment()), context);
        PluginHost plugins = context.startPlugins()) {
      AssistantSettings settings =
          assistantOptions.settings(
              config, () -> continuators.await(context), !turnOptions.textOnly, listens());
      try (Assistant assistant =
          Assistant.load(context.store(), plugins, context.folders(), settings)) {
        Optional<Path> answer =
            turnOptions.textOnly ? Optional.empty() : Optional.ofNullable(output);
        List<FinishedTurn> turns = takeTurns(new TurnRunner(assistant), answer);
        TurnPrinter printer = new TurnPrinter(context.out());
        turns.forEach(printer::print);
        if (turnOptions.json != null) {
          new TurnJson().write(turns, turnOptions.json);
        }
        for (FinishedTurn turn : turns) {
          if (turnOptions.play && turn.wav().isPresent()) {
            playOrSayWhyNot(assistant, turn.wav().get(), config);
          }
        }
        return ExitCodes.of(turns.get(turns.size() - 1).report());
      }
    }
  }

  private void playOrSayWhyNot(Assistant assistant, Path wav, DeviceConfig config)
      throws InterruptedException {
    Map<String, String> options =
        "sound-card".equals(config.device().adapter()) ? config.device().options() : Map.of();
    try {
      Playback.play(assistant, wav, options);
    } catch (UpbeatException e) {
      context.printError(e);
    }
  }
}

package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.concurrent.InterruptOnExit;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.turn.TurnEngine;
import dev.upbeat.core.turn.TurnReport;
import dev.upbeat.plugins.host.PluginHost;
import dev.upbeat.wearable.assistant.Assistant;
import dev.upbeat.wearable.config.DeviceConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code upbeat listen}: hands-free, turn after turn, until Ctrl-C or the end of the input. */
@Command(
    name = "listen",
    description = "Listens and answers, hands-free, until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class ListenCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private final AssistantOptions assistantOptions = new AssistantOptions();

  @Option(
      names = "--device",
      paramLabel = "ADAPTER",
      description = "The device adapter (default: device.toml's, else sound-card).")
  private @Nullable String adapter;

  @Option(
      names = {"-d", "--device-option"},
      paramLabel = "NAME=VALUE",
      description = "An option of the adapter; may be repeated. See './upbeat plugins list'.")
  private Map<String, String> deviceOptions = Map.of();

  ListenCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    DeviceConfig config = assistantOptions.readConfig(context.environment());
    LivePrinter printer = new LivePrinter(context.out());
    try (InterruptOnExit guard = InterruptOnExit.ofThisThread();
        Continuators continuators =
            Continuators.of(assistantOptions.address(config, context.environment()), context);
        PluginHost plugins = context.startPlugins();
        Assistant assistant =
            Assistant.load(
                context.store(),
                plugins,
                context.folders(),
                assistantOptions.settings(config, () -> continuators.await(context), true, true));
        TurnEngine engine = assistant.converse(printer);
        DeviceSession device = assistant.openDevice(adapterId(config), options(config))) {
      device.onControl(
          control -> {
            if (control == DeviceSession.Control.STOP) {
              engine.stop();
            }
          });
      context.out().println("Listening. Speak; Ctrl-C ends.");
      context.out().flush();
      converse(engine, device);
      return printer.spokenTo() ? ExitCodes.OK : ExitCodes.NOTHING_HEARD;
    } catch (InterruptedException e) {
      return ExitCodes.OK; // Ctrl-C is how this command ends
    }
  }

  /** Until the input ends; a microphone's doesn't. */
  private void converse(TurnEngine engine, DeviceSession device) throws InterruptedException {
    String lastError = "";
    while (true) {
      try {
        TurnReport report = engine.listen(device);
        if (report.outcome() == TurnReport.Outcome.NO_SPEECH) {
          return;
        }
        device.input().discardPending();
      } catch (UpbeatException e) {
        if (!e.retryable()) {
          throw e;
        }
        if (!e.toLine().equals(lastError)) {
          context.printError(e); // an unplugged card comes back when it is plugged in again
        }
        lastError = e.toLine();
      }
    }
  }

  private String adapterId(DeviceConfig config) {
    return Optional.ofNullable(adapter)
        .or(() -> Optional.ofNullable(config.device().adapter()))
        .orElse("sound-card");
  }

  private Map<String, String> options(DeviceConfig config) {
    Map<String, String> options = new HashMap<>();
    if (adapter == null || adapter.equals(config.device().adapter())) {
      options.putAll(config.device().options());
    }
    options.putAll(deviceOptions);
    return options;
  }
}

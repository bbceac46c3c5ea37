package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.cli.GateFeaturesCommand;
import dev.upbeat.models.cli.OpenerBenchmark;
import dev.upbeat.models.cli.OpenerCommand;
import dev.upbeat.models.store.TerminalProgress;
import dev.upbeat.models.store.cli.ModelsCommand;
import dev.upbeat.plugins.host.cli.PluginsCommand;
import dev.upbeat.wearable.assistant.Distribution;
import dev.upbeat.wearable.assistant.OpenerConversion;
import dev.upbeat.wearable.assistant.OpenerModels;
import dev.upbeat.wearable.assistant.StoredOpeners;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program on the board: everything but the server. Started by the {@code upbeat} launcher. */
public final class UpbeatMain {
  private UpbeatMain() {}

  @Command(
      name = "upbeat",
      mixinStandardHelpOptions = true,
      version = "Upbeat 0.1.0-SNAPSHOT",
      description = "A voice assistant that starts its answer the instant you stop speaking.")
  private static final class Root implements Runnable {
    @CommandLine.Spec CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
      if (spec != null) {
        spec.commandLine().usage(System.out);
      }
    }
  }

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code;
    try {
      Map<String, String> environment = System.getenv();
      code =
          commandLine(
                  new CommandContext(
                      Distribution.fromEnvironment(environment), environment, out, err))
              .execute(arguments);
    } catch (UpbeatException e) {
      err.println("upbeat: " + e.toLine());
      code = ExitCodes.ERROR;
    }
    out.flush();
    err.flush();
    System.exit(code);
  }

  static CommandLine commandLine(CommandContext context) {
    CommandLine line = new CommandLine(new Root());
    line.addSubcommand(new DemoCommand(context));
    line.addSubcommand(new AskCommand(context));
    line.addSubcommand(new SayToCommand(context));
    line.addSubcommand(new ListenCommand(context));
    line.addSubcommand(
        ModelsCommand.commandLine(
            context::store,
            () -> TerminalProgress.standardError(context.environment()),
            List.of(new OpenerConversion(() -> OpenerModels.derived(context.folders())))));
    line.addSubcommand(new PluginsCommand(context.pluginSettings()));
    StoredOpeners openers = new StoredOpeners(context::store, context::folders);
    line.addSubcommand(new OpenerCommand(openers));
    line.addSubcommand(new GateFeaturesCommand(openers));
    line.addSubcommand(
        new CommandLine(new BenchCommand()).addSubcommand(new OpenerBenchmark(openers)));
    line.addSubcommand(new DoctorCommand(context));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(context.out());
    line.setErr(context.err());
    line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, context));
    return line;
  }

  private static int report(Exception failure, CommandContext context) throws Exception {
    if (failure instanceof UpbeatException known) {
      context.printError(known);
      return ExitCodes.of(known);
    }
    if (failure instanceof InterruptedException) {
      return ExitCodes.INTERRUPTED;
    }
    LoggerFactory.getLogger(UpbeatMain.class).error("event=command-failed", failure);
    context
        .err()
        .println(
            "upbeat: unexpected "
                + failure.getClass().getSimpleName()
                + ". Run './upbeat doctor', and report the trace above with its output.");
    return ExitCodes.ERROR;
  }
}

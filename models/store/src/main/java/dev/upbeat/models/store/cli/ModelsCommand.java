package dev.upbeat.models.store.cli;

import dev.upbeat.models.store.ModelStore;
import dev.upbeat.models.store.PostInstall;
import dev.upbeat.models.store.ProgressListener;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code models}: what models there are and how to get them. Standard output carries the result,
 * standard error the progress and the errors. Exit codes: 0 done, 1 failed, 2 wrong usage (an
 * unknown model, too), 130 interrupted.
 */
@Command(
    name = "models",
    description = "Shows, downloads and verifies the models Upbeat works with.",
    mixinStandardHelpOptions = true)
public final class ModelsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /**
   * Makes the command with its subcommands, ready for {@link CommandLine#addSubcommand(Object)}.
   *
   * @param store opened when a subcommand runs, so that a mistake in the user's catalogue is
   *     reported by it
   * @param progress made for each pull, such as {@code () ->
   *     TerminalProgress.standardError(System.getenv())}
   * @param postInstall what to do with a download before it counts as installed
   */
  public static CommandLine commandLine(
      Supplier<ModelStore> store,
      Supplier<ProgressListener> progress,
      List<PostInstall> postInstall) {
    CommandLine line = new CommandLine(new ModelsCommand());
    line.addSubcommand(new ListCommand(store));
    line.addSubcommand(new PullCommand(store, progress, postInstall));
    line.addSubcommand(new VerifyCommand(store));
    line.addSubcommand(new WhereCommand(store));
    line.setExecutionExceptionHandler(new ErrorPrinter());
    return line;
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "What about the models? Say list, pull, verify or where.");
    }
  }
}

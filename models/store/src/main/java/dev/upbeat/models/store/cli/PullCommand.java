package dev.upbeat.models.store.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.concurrent.InterruptOnExit;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.models.store.PostInstall;
import dev.upbeat.models.store.ProgressListener;
import dev.upbeat.models.store.PullResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models pull}. */
@Command(
    name = "pull",
    description = "Downloads models, verifies and installs them.",
    mixinStandardHelpOptions = true)
final class PullCommand implements Callable<Integer> {
  private final Supplier<ModelStore> stores;
  private final Supplier<ProgressListener> progress;
  private final List<PostInstall> postInstall;

  @Parameters(arity = "1..*", paramLabel = "MODEL", description = "Names from 'models list'.")
  private List<String> ids = List.of();

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Spec private @Nullable CommandSpec spec;

  PullCommand(
      Supplier<ModelStore> stores,
      Supplier<ProgressListener> progress,
      List<PostInstall> postInstall) {
    this.stores = stores;
    this.progress = progress;
    this.postInstall = List.copyOf(postInstall);
  }

  @Override
  @SuppressWarnings("try") // The hook is held, not used.
  public Integer call() {
    ModelStore store = stores.get();
    // A slip in the third name should show before the first gigabyte.
    ids.forEach(store.catalogue()::require);
    PrintWriter out = Specs.out(spec);
    int exitCode = ExitCode.OK;
    try (InterruptOnExit onShutdown = InterruptOnExit.ofThisThread()) {
      for (String id : ids) {
        try {
          PullResult result =
              store.pull(id, quiet ? ProgressListener.silent() : progress.get(), postInstall);
          out.println(
              id
                  + (result.downloaded() ? " is installed in " : " is here already, in ")
                  + result.model().folder());
          out.flush();
        } catch (UpbeatException e) {
          // Printed here, not by the caller: on Ctrl-C the machine halts when this block is left.
          Specs.err(spec).println(e.toLine());
          Specs.err(spec).flush();
          if (e.code().equals("model-pull-interrupted")) {
            return ErrorPrinter.INTERRUPTED;
          }
          exitCode = ExitCode.SOFTWARE;
        }
      }
    }
    return exitCode;
  }
}

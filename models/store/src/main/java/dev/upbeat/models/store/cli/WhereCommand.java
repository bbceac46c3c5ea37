package dev.upbeat.models.store.cli;

import dev.upbeat.models.store.ModelStore;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models where}. */
@Command(
    name = "where",
    description = "Prints the folder of a model that is here, or the cache folder.",
    mixinStandardHelpOptions = true)
final class WhereCommand implements Callable<Integer> {
  private final Supplier<ModelStore> stores;

  @Parameters(arity = "0..1", paramLabel = "MODEL", description = "A name from 'models list'.")
  private @Nullable String id;

  @Spec private @Nullable CommandSpec spec;

  WhereCommand(Supplier<ModelStore> stores) {
    this.stores = stores;
  }

  @Override
  public Integer call() {
    ModelStore store = stores.get();
    PrintWriter out = Specs.out(spec);
    out.println(id == null ? store.cacheFolder() : store.require(id).folder());
    out.flush();
    return ExitCode.OK;
  }
}

package dev.upbeat.models.store.cli;

import dev.upbeat.models.store.ModelState;
import dev.upbeat.models.store.ModelStatus;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.models.store.Verification;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models verify}. */
@Command(
    name = "verify",
    description = "Hashes every file of the named models, or of all that are here.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private final Supplier<ModelStore> stores;

  @Parameters(arity = "0..*", paramLabel = "MODEL", description = "Names from 'models list'.")
  private List<String> ids = List.of();

  @Spec private @Nullable CommandSpec spec;

  VerifyCommand(Supplier<ModelStore> stores) {
    this.stores = stores;
  }

  @Override
  public Integer call() {
    ModelStore store = stores.get();
    ids.forEach(store.catalogue()::require);
    List<String> wanted =
        ids.isEmpty()
            ? store.catalogue().entries().stream().map(entry -> entry.id()).toList()
            : ids;
    PrintWriter out = Specs.out(spec);
    int exitCode = ExitCode.OK;
    for (String id : wanted) {
      Verification verification = store.verify(id);
      ModelStatus status = verification.status();
      if (status.state() == ModelState.MISSING && ids.isEmpty()) {
        continue;
      }
      if (!status.state().usable()) {
        exitCode = ExitCode.SOFTWARE;
      }
      print(id, verification, out);
    }
    return exitCode;
  }

  private static void print(String id, Verification verification, PrintWriter out) {
    ModelStatus status = verification.status();
    switch (status.state()) {
      case BUNDLED, INSTALLED -> {
        out.println(id + ": ok, " + verification.filesChecked() + " files");
        for (String trusted : verification.trusted()) {
          out.println("    unchanged since its first download, which was trusted: " + trusted);
        }
      }
      case MISSING -> out.println(id + ": missing. Run './upbeat models pull " + id + "'.");
      case DAMAGED -> {
        out.println(id + ": damaged, in " + status.folder());
        status.problems().forEach(problem -> out.println("    " + problem));
        out.println(
            status.entry().bundled() || status.entry().folder() != null
                ? "    Restore these files."
                : "    Run './upbeat models pull " + id + "'.");
      }
    }
    out.flush();
  }
}

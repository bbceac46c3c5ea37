package dev.upbeat.wearable.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code upbeat bench …}: measurements that compare things in one run. */
@Command(name = "bench", description = "Measures.", mixinStandardHelpOptions = true)
final class BenchCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Say what to measure: opener.");
    }
  }
}

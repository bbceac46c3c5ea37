package dev.upbeat.wearable.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that take one turn or several and then end. */
final class TurnOptions {
  @Option(names = "--text-only", description = "Don't speak; only print.")
  boolean textOnly;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the turns as JSON, too.")
  @Nullable Path json;

  @Option(names = "--play", description = "Play the answer on the sound card, too.")
  boolean play;
}

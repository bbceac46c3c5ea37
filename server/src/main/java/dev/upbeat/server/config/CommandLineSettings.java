package dev.upbeat.server.config;

import java.nio.file.Path;
import java.util.Optional;

/** What was said on the command line; empty where nothing was. */
public record CommandLineSettings(
    Optional<String> host,
    Optional<Integer> port,
    Optional<String> upstream,
    Optional<String> model,
    Optional<Path> config,
    Optional<Path> tokenFile,
    boolean anonymous) {
  /** Nothing said. */
  public static CommandLineSettings none() {
    return new CommandLineSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}

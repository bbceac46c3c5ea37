package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.wearable.assistant.AssistantSettings;
import dev.upbeat.wearable.config.DeviceConfig;
import dev.upbeat.wearable.config.DeviceConfigFile;
import dev.upbeat.wearable.continuator.ContinuatorAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options of all commands that take turns; an option beats the environment, which beats the file.
 */
final class AssistantOptions {
  @Option(names = "--server", paramLabel = "URL", description = "The continuator's address.")
  @Nullable String server;

  @Option(
      names = "--correction",
      paramLabel = "METHOD",
      description = "The correction method to prefer, such as natural-redirection.")
  @Nullable String correction;

  @Option(names = "--opener-model", paramLabel = "ID", description = "The opener model to use.")
  @Nullable String openerModel;

  @Option(names = "--recognizer", paramLabel = "ID", description = "The recognizer's model to use.")
  @Nullable String recognizer;

  @Option(
      names = "--opener",
      paramLabel = "WORDS",
      description = "Open with these words instead of the model's, to hear a correction.")
  @Nullable String opener;

  @Option(names = "--config", paramLabel = "FILE", description = "The device.toml to use.")
  @Nullable Path config;

  @Mixin private final ListeningOptions listening = new ListeningOptions();

  DeviceConfig readConfig(Map<String, String> environment) {
    return (config == null ? DeviceConfigFile.usual(environment) : DeviceConfigFile.at(config))
        .read();
  }

  /** The address somebody has set, if anybody has. */
  Optional<ContinuatorAddress> address(DeviceConfig config, Map<String, String> environment) {
    return Stream.of(
            Optional.ofNullable(server),
            Optional.ofNullable(environment.get("UPBEAT_SERVER")).filter(url -> !url.isBlank()),
            Optional.ofNullable(config.server().url()))
        .flatMap(Optional::stream)
        .findFirst()
        .map(url -> ContinuatorAddress.parse(url, token(config, environment)));
  }

  AssistantSettings settings(
      DeviceConfig config, Supplier<ContinuatorAddress> address, boolean speaks, boolean listens) {
    return new AssistantSettings(
        address,
        Optional.ofNullable(openerModel).or(() -> Optional.ofNullable(config.models().opener())),
        Optional.ofNullable(recognizer).or(() -> Optional.ofNullable(config.models().recognizer())),
        Optional.ofNullable(correction)
            .or(() -> Optional.ofNullable(config.turn().correctionMethod())),
        Optional.ofNullable(opener).map(String::strip).filter(words -> !words.isEmpty()),
        listening.settings(config),
        speaks,
        listens);
  }

  private static Optional<String> token(DeviceConfig config, Map<String, String> environment) {
    String fromEnvironment = environment.getOrDefault("UPBEAT_TOKEN", "");
    if (!fromEnvironment.isBlank()) {
      return Optional.of(fromEnvironment.strip());
    }
    String file = config.server().tokenFile();
    if (file == null) {
      return Optional.ofNullable(config.server().token());
    }
    try {
      return Optional.of(Files.readString(Path.of(file)).strip());
    } catch (IOException e) {
      throw new UpbeatException(
          "config-unreadable",
          false,
          "Cannot read the token file " + file + " (" + e.getClass().getSimpleName() + ").",
          "Correct server.token-file in device.toml.",
          e);
    }
  }
}

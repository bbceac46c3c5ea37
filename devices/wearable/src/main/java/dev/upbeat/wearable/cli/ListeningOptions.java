package dev.upbeat.wearable.cli;

import dev.upbeat.speech.endpoint.EndpointSettings;
import dev.upbeat.wearable.config.DeviceConfig;
import dev.upbeat.wearable.config.ListeningSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that listen; they beat the file's. */
final class ListeningOptions {
  @Option(
      names = "--patience",
      paramLabel = "MS[,MS[,MS]]",
      split = ",",
      description =
          "Silence that ends a request, after words that sound finished, could go on, must go on"
              + " (default: 440,640,900).")
  private @Nullable List<Integer> patience;

  @Option(
      names = "--longest-request",
      paramLabel = "SECONDS",
      description = "What lasts longer is given up, such as a television (default: 30).")
  private @Nullable Double longestRequest;

  @Option(
      names = "--near-field",
      paramLabel = "DB",
      description = "Voices so much quieter than yours are passed over; 0: none (default: 15).")
  private @Nullable Double nearField;

  EndpointSettings settings(DeviceConfig config) {
    return ListeningSettings.of(
        config.turn(), new DeviceConfig.Turn(null, patience, longestRequest, nearField));
  }
}

package dev.upbeat.wearable.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.models.store.ModelKind;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.plugins.host.PluginHost;
import dev.upbeat.plugins.host.PluginHostSettings;
import dev.upbeat.speech.endpoint.EndpointSettings;
import dev.upbeat.wearable.assistant.Assistant;
import dev.upbeat.wearable.assistant.AssistantSettings;
import dev.upbeat.wearable.assistant.Distribution;
import dev.upbeat.wearable.continuator.ContinuatorAddress;
import dev.upbeat.wearable.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The shipped programs, as a person's machine has them. */
final class Bench {
  static final Path ROOT = Path.of(System.getProperty("upbeat.root", "../..")).toAbsolutePath();

  private Bench() {}

  static Distribution distribution() {
    try (Stream<Path> files = Files.walk(ROOT, 4)) {
      List<Path> zips =
          files
              .filter(file -> file.getParent().endsWith("target"))
              .filter(file -> file.getFileName().toString().matches("upbeat-.*\\.zip"))
              .toList();
      return new Distribution(ROOT, zips);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path recording(String name) {
    return ROOT.resolve("devices/wearable/recordings").resolve(name);
  }

  static ModelStore store() {
    return ModelStore.open(ROOT.resolve("models"), System.getenv());
  }

  static PluginHost plugins() {
    return new PluginHost(PluginHostSettings.usual(distribution().pluginZips(), System.getenv()))
        .start();
  }

  /** A real server with the real language model, or no test. */
  static ServerProcess server(Path log, int port) {
    assumeTrue(
        store().best(ModelKind.LANGUAGE_MODEL).isPresent(),
        "no language model: run './upbeat models pull smollm2-135m-instruct'");
    return ServerProcess.start(ROOT.resolve("upbeat"), log, port, List.of());
  }

  static Assistant assistant(PluginHost plugins, String url, Optional<String> givenOpener) {
    return Assistant.load(
        store(),
        plugins,
        UserFolders.of(System.getenv()),
        new AssistantSettings(
            () -> ContinuatorAddress.parse(url, Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Optional.of("natural-redirection"),
            givenOpener,
            EndpointSettings.defaults(),
            true,
            true));
  }

  static int portOf(String url) {
    int port = java.net.URI.create(url).getPort();
    if (port <= 0) {
      throw new UpbeatException("test", false, "no port in " + url, "Look at the server's log.");
    }
    return port;
  }
}

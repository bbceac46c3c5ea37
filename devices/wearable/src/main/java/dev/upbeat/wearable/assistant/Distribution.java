package dev.upbeat.wearable.assistant;

import dev.upbeat.core.UpbeatException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where Upbeat itself is: the folder of the launcher, and the plugin zips that come with it.
 *
 * @param home the folder that holds the {@code upbeat} launcher and {@code models/}
 * @param pluginZips the zips, or folders of such
 */
public record Distribution(Path home, List<Path> pluginZips) {
  public Distribution {
    pluginZips = List.copyOf(pluginZips);
  }

  /**
   * What the launcher says in {@code UPBEAT_HOME} and {@code UPBEAT_PLUGINS} (paths below the
   * former, separated by ':').
   *
   * @throws UpbeatException {@code not-launched} if it says nothing
   */
  public static Distribution fromEnvironment(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("UPBEAT_HOME", ""));
    if (home.toString().isEmpty() || !Files.isDirectory(home.resolve("models"))) {
      throw new UpbeatException(
          "not-launched",
          false,
          "UPBEAT_HOME ('" + home + "') is not the folder of an Upbeat.",
          "Start Upbeat with its launcher: ./upbeat");
    }
    List<Path> plugins =
        Arrays.stream(environment.getOrDefault("UPBEAT_PLUGINS", "").split(File.pathSeparator, -1))
            .filter(path -> !path.isBlank())
            .map(home::resolve)
            .toList();
    return new Distribution(home, plugins);
  }

  /** The launcher. */
  public Path launcher() {
    return home.resolve("upbeat");
  }

  /** The recorded questions that come along. */
  public Path recordings() {
    return home.resolve("devices/wearable/recordings");
  }
}

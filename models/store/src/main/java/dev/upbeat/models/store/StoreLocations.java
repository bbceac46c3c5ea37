package dev.upbeat.models.store;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the store keeps its things.
 *
 * @param cacheFolder holds one folder a downloaded model
 * @param userCatalogue the user's catalogue file, which need not exist
 */
public record StoreLocations(Path cacheFolder, Path userCatalogue) {
  /**
   * {@code $UPBEAT_CACHE/models}, else {@code $XDG_CACHE_HOME/upbeat/models}, else {@code
   * ~/.cache/upbeat/models}; and {@code $XDG_CONFIG_HOME/upbeat/catalogue.json}, else {@code
   * ~/.config/upbeat/catalogue.json}.
   *
   * @param environment such as {@code System.getenv()}
   * @param home the user's home folder
   */
  public static StoreLocations of(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("UPBEAT_CACHE", "");
    Path cache =
        own.isBlank()
            ? xdg(environment, "XDG_CACHE_HOME", home.resolve(".cache")).resolve("upbeat")
            : Path.of(own);
    Path configuration = xdg(environment, "XDG_CONFIG_HOME", home.resolve(".config"));
    return new StoreLocations(
        cache.toAbsolutePath().resolve("models"),
        configuration.resolve("upbeat").resolve("catalogue.json"));
  }

  private static Path xdg(Map<String, String> environment, String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    // The specification says relative values are to be ignored.
    return !value.isBlank() && Path.of(value).isAbsolute() ? Path.of(value) : otherwise;
  }
}

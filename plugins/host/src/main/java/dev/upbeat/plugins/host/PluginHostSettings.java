package dev.upbeat.plugins.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where plugins are.
 *
 * @param bundled zips that belong to the program, and folders of such; what isn't there is passed
 *     over
 * @param installed the user's own plugins; made when the first is installed
 * @param unpacked where zips are unpacked to; may be emptied when no program runs
 * @param checks further checks that a zip must pass to be installed, such as of a signature
 * @param limits how much a zip may become when it is unpacked
 */
public record PluginHostSettings(
    List<Path> bundled,
    Path installed,
    Path unpacked,
    List<ArtifactCheck> checks,
    ArchiveLimits limits) {
  public PluginHostSettings {
    bundled = List.copyOf(bundled);
    Objects.requireNonNull(installed, "installed");
    Objects.requireNonNull(unpacked, "unpacked");
    checks = List.copyOf(checks);
    Objects.requireNonNull(limits, "limits");
  }

  /**
   * The usual folders: {@code ~/.local/share/upbeat/plugins} and {@code ~/.cache/upbeat/plugins},
   * or below {@code XDG_DATA_HOME} and {@code XDG_CACHE_HOME}.
   *
   * @param environment usually {@link System#getenv()}
   */
  public static PluginHostSettings usual(List<Path> bundled, Map<String, String> environment) {
    Path home = Path.of(System.getProperty("user.home"));
    return new PluginHostSettings(
        bundled,
        base(environment, "XDG_DATA_HOME", home.resolve(".local/share")).resolve("upbeat/plugins"),
        base(environment, "XDG_CACHE_HOME", home.resolve(".cache")).resolve("upbeat/plugins"),
        List.of(),
        ArchiveLimits.USUAL);
  }

  private static Path base(Map<String, String> environment, String name, Path otherwise) {
    String value = environment.getOrDefault(name, "");
    // The XDG specification: a relative path is to be ignored.
    return value.startsWith("/") ? Path.of(value) : otherwise;
  }
}

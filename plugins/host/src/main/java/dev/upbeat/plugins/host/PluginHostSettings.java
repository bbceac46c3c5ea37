package dev.upbeat.plugins.host;

import dev.upbeat.core.UserFolders;
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
   * The usual folders: {@code plugins} in the user's data, and in the cache.
   *
   * @param environment usually {@link System#getenv()}
   * @throws dev.upbeat.core.UpbeatException {@code folder-invalid}
   */
  public static PluginHostSettings usual(List<Path> bundled, Map<String, String> environment) {
    UserFolders folders = UserFolders.of(environment);
    return new PluginHostSettings(
        bundled,
        folders.data().resolve("plugins"),
        folders.cache().resolve("plugins"),
        List.of(),
        ArchiveLimits.USUAL);
  }
}

package dev.upbeat.plugins.host;

import dev.upbeat.core.UpbeatException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a plugin fares.
 *
 * @param details empty if its zip could not be read
 * @param sha256 of the zip, lower-case hexadecimal; empty if it could not be computed
 * @param problem why it isn't in use; present unless it has started
 * @param extensions class names of its extensions; empty unless it has started
 */
public record PluginStatus(
    Path zip,
    Origin origin,
    State state,
    Optional<PluginDetails> details,
    String sha256,
    Optional<UpbeatException> problem,
    List<String> extensions) {
  public PluginStatus {
    Objects.requireNonNull(zip, "zip");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(details, "details");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(problem, "problem");
    extensions = List.copyOf(extensions);
  }

  /** The plugin's id, or the zip's file name if that could not be read. */
  public String name() {
    return details.map(PluginDetails::id).orElseGet(() -> zip.getFileName().toString());
  }

  /** Where a plugin comes from. */
  public enum Origin {
    /** With the program. */
    BUNDLED,
    /** The user installed it. */
    INSTALLED
  }

  /** What has become of it. */
  public enum State {
    /** In use. */
    STARTED,
    /** Not needed: the user's own or a newer version of the same plugin is in use. */
    SUPERSEDED,
    /**
     * Its zip may not be used: damaged, changed since it was installed, or made for another
     * version.
     */
    REFUSED,
    /** Its own code or descriptor is at fault. */
    FAILED
  }
}

package dev.upbeat.plugins.host;

import java.nio.file.Path;

/** Decides whether a zip may be installed, before anything in it runs: a signature's place. */
@FunctionalInterface
public interface ArtifactCheck {
  /**
   * Looks at a zip whose layout and digest have been found to be in order. Called by the thread
   * that installs; may block.
   *
   * @param zip a private copy that will not change
   * @param details what the plugin says about itself
   * @param sha256 of the zip, lower-case hexadecimal
   * @throws dev.upbeat.core.UpbeatException if it may not be installed
   */
  void check(Path zip, PluginDetails details, String sha256);
}

package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.plugins.host.PluginHost;
import dev.upbeat.plugins.host.PluginHostSettings;
import dev.upbeat.wearable.assistant.Distribution;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What every command works with.
 *
 * @param environment usually {@link System#getenv()}
 * @param out for results
 * @param err for progress and errors
 */
record CommandContext(
    Distribution distribution, Map<String, String> environment, PrintWriter out, PrintWriter err) {

  ModelStore store() {
    return ModelStore.open(distribution.home().resolve("models"), environment);
  }

  PluginHostSettings pluginSettings() {
    return PluginHostSettings.usual(distribution.pluginZips(), environment);
  }

  PluginHost startPlugins() {
    return new PluginHost(pluginSettings()).start();
  }

  UserFolders folders() {
    return UserFolders.of(environment);
  }

  /** Where logs of child processes go. */
  Path logs() {
    return folders().cache().resolve("logs");
  }

  void printError(UpbeatException error) {
    err.println("upbeat: " + error.toLine());
    err.flush();
  }
}

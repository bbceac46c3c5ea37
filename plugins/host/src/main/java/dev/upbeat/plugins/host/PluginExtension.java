package dev.upbeat.plugins.host;

import java.util.Objects;

/**
 * An extension and where it comes from.
 *
 * @param extension the plugin's only instance of its class; the host closes it, if it can be closed
 */
public record PluginExtension<T>(String pluginId, T extension) {
  public PluginExtension {
    Objects.requireNonNull(pluginId, "pluginId");
    Objects.requireNonNull(extension, "extension");
  }
}

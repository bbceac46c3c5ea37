package dev.upbeat.plugins.host;

import java.util.List;
import java.util.Objects;

/**
 * What a plugin says about itself in its {@code plugin.properties}, checked.
 *
 * @param id kebab case, at most 64 characters
 * @param version a semantic version
 * @param description may be empty
 * @param provider who made it; may be empty
 * @param license an SPDX expression; may be empty
 * @param requires the range of SPI versions it was made for, such as {@code >=0.1.0 & <0.2.0}
 * @param dependencies ids of the plugins it can't do without
 */
public record PluginDetails(
    String id,
    String version,
    String description,
    String provider,
    String license,
    String requires,
    List<String> dependencies) {
  public PluginDetails {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(license, "license");
    Objects.requireNonNull(requires, "requires");
    dependencies = List.copyOf(dependencies);
  }
}

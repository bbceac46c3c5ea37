package dev.upbeat.plugins.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.pf4j.DefaultVersionManager;
import org.pf4j.PluginDependency;
import org.pf4j.VersionManager;

/** Reads and checks {@code plugin.properties}, and compares versions. */
final class PluginDescriptors {
  static final String FILE = "plugin.properties";

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final VersionManager VERSIONS = new DefaultVersionManager();

  private PluginDescriptors() {}

  /**
   * @param zip named in errors
   * @throws dev.upbeat.core.UpbeatException {@code plugin-invalid} if something is missing or
   *     malformed
   */
  static PluginDetails read(InputStream in, Path zip) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(in);
    } catch (IllegalArgumentException e) {
      throw PluginErrors.invalid(zip, FILE + " is malformed (" + e.getMessage() + ")", e);
    }
    String id = required(properties, "plugin.id", zip);
    if (id.length() > 64 || !ID.matcher(id).matches()) {
      throw PluginErrors.invalid(
          zip, "plugin.id '" + id + "' isn't kebab case (such as my-plugin)");
    }
    String version = required(properties, "plugin.version", zip);
    if (!isVersion(version)) {
      throw PluginErrors.invalid(
          zip, "plugin.version '" + version + "' isn't a semantic version (such as 1.2.0)");
    }
    String requires = required(properties, "plugin.requires", zip);
    try {
      boolean unused = VERSIONS.checkVersionConstraint("1.0.0", requires);
    } catch (RuntimeException e) {
      throw PluginErrors.invalid(
          zip, "plugin.requires '" + requires + "' isn't a range (such as >=0.1.0 & <0.2.0)", e);
    }
    return new PluginDetails(
        id,
        version,
        optional(properties, "plugin.description"),
        optional(properties, "plugin.provider"),
        optional(properties, "plugin.license"),
        requires,
        dependencies(optional(properties, "plugin.dependencies")));
  }

  static int compareVersions(String left, String right) {
    return VERSIONS.compareVersions(left, right);
  }

  /** Whether a plugin made for this range may be used with this version of the SPI. */
  static boolean fits(String requires, String apiVersion) {
    // As PF4J has it: a bare version means that one or a later one.
    String range = requires.matches("\\d+\\.\\d+\\.\\d+") ? ">=" + requires : requires;
    return VERSIONS.checkVersionConstraint(apiVersion, range);
  }

  private static boolean isVersion(String version) {
    try {
      return version.length() <= 64 && VERSIONS.compareVersions(version, version) == 0;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static List<String> dependencies(String text) {
    return List.of(text.split(",")).stream()
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(PluginDependency::new)
        .filter(dependency -> !dependency.isOptional())
        .map(PluginDependency::getPluginId)
        .toList();
  }

  private static String required(Properties properties, String key, Path zip) {
    String value = optional(properties, key);
    if (value.isEmpty()) {
      throw PluginErrors.invalid(zip, FILE + " lacks " + key);
    }
    return value;
  }

  private static String optional(Properties properties, String key) {
    return properties.getProperty(key, "").strip();
  }
}

package dev.upbeat.wearable.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Finds and reads {@code device.toml}. */
public final class DeviceConfigFile {
  private final Path path;
  private final boolean mustExist;

  private DeviceConfigFile(Path path, boolean mustExist) {
    this.path = path;
    this.mustExist = mustExist;
  }

  /** The file a person named: it has to be there. */
  public static DeviceConfigFile at(Path path) {
    return new DeviceConfigFile(path, true);
  }

  /**
   * {@code device.toml} in the user's configuration, usually {@code ~/.config/upbeat}; it may be
   * missing.
   *
   * @param environment usually {@link System#getenv()}
   */
  public static DeviceConfigFile usual(Map<String, String> environment) {
    return new DeviceConfigFile(UserFolders.of(environment).config().resolve("device.toml"), false);
  }

  /** Where it is or would be. */
  public Path path() {
    return path;
  }

  /**
   * Reads the file.
   *
   * @throws UpbeatException {@code config-unreadable} or {@code config-invalid}, naming file and
   *     line
   */
  public DeviceConfig read() {
    if (!mustExist && !Files.exists(path)) {
      return DeviceConfig.DEFAULTS;
    }
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException e) {
      throw new UpbeatException(
          "config-unreadable",
          false,
          "Cannot read " + path + " (" + e.getClass().getSimpleName() + ").",
          "Check that the file is there, is UTF-8 text and may be read by you.",
          e);
    }
    ObjectMapper mapper =
        TomlMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();
    try {
      return mapper.readValue(text, DeviceConfig.class);
    } catch (UnrecognizedPropertyException e) {
      String known =
          e.getKnownPropertyIds() == null
              ? ""
              : e.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", "));
      throw invalid("'" + where(e) + "' is not a setting", "Known here: " + known + ".", e);
    } catch (JsonMappingException e) {
      throw invalid("'" + where(e) + "' has a value of the wrong kind", "Correct it.", e);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw invalid("it is no valid TOML at line " + line, "Correct that line.", e);
    }
  }

  private UpbeatException invalid(String what, String remedy, Exception cause) {
    return new UpbeatException(
        "config-invalid",
        false,
        "Cannot use " + path + ": " + what + ".",
        remedy + " docs/user-guide.md lists all settings.",
        cause);
  }

  private static String where(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull) // an index of a list has no name
        .collect(Collectors.joining("."));
  }
}

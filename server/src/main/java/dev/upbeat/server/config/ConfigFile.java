package dev.upbeat.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TOML file, value by value; knows which names there are, so that a slip of the pen shows. */
final class ConfigFile {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigFile.class);

  private static final Map<String, Set<String>> NAMES =
      Map.of(
          "",
          Set.of("host", "port", "token", "token-file", "allow-anonymous"),
          "upstream",
          Set.of(
              "url",
              "model",
              "key",
              "prefill",
              "connect-timeout-ms",
              "first-token-timeout-ms",
              "token-timeout-ms",
              "thinking-timeout-ms",
              "threads",
              "queue",
              "temperature"),
          "answer",
          Set.of("enough-words", "most-words", "most-sentences"),
          "limits",
          Set.of(
              "body-bytes",
              "request-characters",
              "opener-words",
              "dialogue-turns",
              "concurrent",
              "requests-per-minute"));

  private final String name;
  private final JsonNode root;

  private ConfigFile(String name, JsonNode root) {
    this.name = name;
    this.root = root;
  }

  /** No file: no values. */
  static ConfigFile none() {
    return new ConfigFile("", JsonNodeFactory.instance.objectNode());
  }

  /**
   * @throws UpbeatException {@code config-unreadable} or {@code config-invalid}
   */
  static ConfigFile read(Path path) {
    JsonNode root;
    try {
      root = new TomlMapper().readTree(Files.readString(path));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new UpbeatException(
          "config-invalid",
          false,
          path + ", line " + line + ": this is not TOML.",
          "Correct that line; text values need quotation marks. docs/operating.md has an example.");
    } catch (IOException e) {
      throw new UpbeatException(
          "config-unreadable",
          false,
          "Cannot read " + path + ": " + e.getClass().getSimpleName() + ".",
          "Check that the file exists, is UTF-8 text and may be read by this user.",
          e);
    }
    ConfigFile file = new ConfigFile(path.toString(), root);
    file.checkNames();
    file.warnIfSecretsAreOpen(path);
    return file;
  }

  private void checkNames() {
    Iterator<Map.Entry<String, JsonNode>> entries = root.properties().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, JsonNode> entry = entries.next();
      boolean table = entry.getValue().isObject();
      if (!table && !NAMES.getOrDefault("", Set.of()).contains(entry.getKey())
          || table && !NAMES.containsKey(entry.getKey())) {
        throw unknown(entry.getKey());
      }
      if (table) {
        for (Map.Entry<String, JsonNode> value : entry.getValue().properties()) {
          if (!NAMES.getOrDefault(entry.getKey(), Set.of()).contains(value.getKey())) {
            throw unknown(entry.getKey() + "." + value.getKey());
          }
        }
      }
    }
  }

  private UpbeatException unknown(String key) {
    return new UpbeatException(
        "config-invalid",
        false,
        name + ": there is no setting '" + key + "'.",
        "Correct or remove it; docs/operating.md lists all settings.");
  }

  private void warnIfSecretsAreOpen(Path path) {
    boolean secrets = root.has("token") || root.path("upstream").has("key");
    try {
      if (secrets
          && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
        LOG.warn("event=config-readable-by-all file={} remedy=\"chmod 600 {}\"", path, path);
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("event=permissions-unknown file={}", path);
    }
  }

  Optional<String> text(String key) {
    JsonNode value = at(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(key, "a text in quotation marks");
    }
    return Optional.of(value.textValue()).filter(text -> !text.isBlank());
  }

  Optional<Integer> integer(String key, int least, int most) {
    JsonNode value = at(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw wrong(key, "a whole number from " + least + " to " + most);
    }
    return Optional.of(value.intValue());
  }

  Optional<Double> number(String key, double least, double most) {
    JsonNode value = at(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most) {
      throw wrong(key, "a number from " + least + " to " + most);
    }
    return Optional.of(value.doubleValue());
  }

  boolean flag(String key) {
    JsonNode value = at(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw wrong(key, "true or false");
    }
    return value.asBoolean();
  }

  UpbeatException wrong(String key, String expected) {
    return new UpbeatException(
        "config-invalid",
        false,
        name + ": '" + key + "' must be " + expected + ".",
        "Correct it; docs/operating.md lists all settings.");
  }

  private JsonNode at(String key) {
    return root.at("/" + key.replace('.', '/'));
  }
}

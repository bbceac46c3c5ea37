package dev.upbeat.models.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads catalogue JSON; the format is described in docs/models.md. */
final class CatalogueReader {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]*");
  private static final Pattern PLATFORM = Pattern.compile("\\w*");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> ENTRY_FIELDS =
      Set.of(
          "id",
          "kind",
          "description",
          "licence",
          "preference",
          "approximateSize",
          "folder",
          "sources",
          "files");
  private static final Set<String> FILE_FIELDS =
      Set.of("path", "digest", "size", "unpack", "sources");
  private static final Set<String> SOURCE_FIELDS =
      Set.of(
          "kind",
          "url",
          "package",
          "version",
          "platform",
          "member",
          "transferSize",
          "digest",
          "size");

  private final String name;
  private final Path base;

  CatalogueReader(String name, Path base) {
    this.name = name;
    this.base = base;
  }

  List<CatalogueEntry> read(InputStream in) throws IOException {
    JsonNode root;
    try {
      // Comments are a courtesy to people who edit the file by hand.
      root = JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build().readTree(in);
    } catch (JsonProcessingException e) {
      throw unreadable(name, "not JSON: " + e.getOriginalMessage() + at(e), e);
    }
    if (root == null || root.path("format").asInt(0) != 1 || !root.path("models").isArray()) {
      throw mistake("it must be an object with \"format\": 1 and an array \"models\"");
    }
    List<CatalogueEntry> entries = new ArrayList<>();
    for (JsonNode node : root.path("models")) {
      entries.add(entry(node));
    }
    return entries;
  }

  private CatalogueEntry entry(JsonNode node) {
    String id = text(node, "id", "a model");
    if (!ID.matcher(id).matches()) {
      throw mistake("id '" + id + "' must be lower-case letters, digits, dots and hyphens");
    }
    String where = "model '" + id + "'";
    known(node, ENTRY_FIELDS, where);
    String kindId = text(node, "kind", where);
    ModelKind kind =
        ModelKind.ofId(kindId)
            .orElseThrow(
                () ->
                    mistake(
                        where
                            + ": kind '"
                            + kindId
                            + "' is none of recognizer, opener, language-model, voice-activity,"
                            + " recognizer-library"));
    String folder = optional(node, "folder");
    List<CatalogueFile> files = new ArrayList<>();
    for (JsonNode file : node.path("files")) {
      files.add(file(file, node.path("sources"), where, folder != null));
    }
    if (files.isEmpty() && folder == null) {
      throw mistake(where + " needs \"files\" or a \"folder\"");
    }
    return new CatalogueEntry(
        id,
        kind,
        node.path("description").asText(""),
        node.path("licence").asText("not stated"),
        node.path("preference").asInt(0),
        node.path("approximateSize").asLong(0),
        folder == null ? null : base.resolve(home(folder)).normalize(),
        files);
  }

  private CatalogueFile file(JsonNode node, JsonNode shared, String model, boolean inFolder) {
    String path = text(node, "path", model);
    String where = model + ", file '" + path + "'";
    known(node, FILE_FIELDS, where);
    String unpackName = node.path("unpack").asText("none");
    CatalogueFile.Unpack unpack;
    try {
      unpack = CatalogueFile.Unpack.valueOf(unpackName.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw mistake(where + ": unpack '" + unpackName + "' is none of none, zip, zip-strip-root");
    }
    Path relative = Path.of(path).normalize();
    boolean wholeFolder = relative.toString().isEmpty();
    if (relative.isAbsolute()
        || relative.startsWith("..")
        || (wholeFolder && unpack == CatalogueFile.Unpack.NONE)) {
      throw mistake(where + ": the path must lie within the model's folder");
    }
    Digest digest = digest(node, where);
    long size = size(node, where);
    List<Source> sources = new ArrayList<>();
    for (JsonNode source : node.has("sources") ? node.path("sources") : shared) {
      sources.add(source(source, digest != null, where));
    }
    if (sources.isEmpty() && !inFolder) {
      throw mistake(where + " has no sources");
    }
    return new CatalogueFile(path, digest, size, unpack, sources);
  }

  private Source source(JsonNode node, boolean fileHasDigest, String where) {
    known(node, SOURCE_FIELDS, where);
    Digest digest = digest(node, where);
    long size = size(node, where);
    String kind = text(node, "kind", where + ", a source");
    return switch (kind) {
      case "bundled" -> new Source.Bundled();
      case "https" ->
          new Source.Https(url(node, fileHasDigest || digest != null, where), digest, size);
      case "pypi" ->
          new Source.Pypi(
              packageName(node, where),
              text(node, "version", where),
              platform(node, where),
              text(node, "member", where),
              node.path("transferSize").asLong(0),
              digest,
              size);
      case "npm" ->
          new Source.Npm(
              packageName(node, where),
              text(node, "version", where),
              text(node, "member", where),
              node.path("transferSize").asLong(0),
              digest,
              size);
      default ->
          throw mistake(where + ": source '" + kind + "' is none of bundled, https, pypi, npm");
    };
  }

  private URI url(JsonNode node, boolean digestKnown, String where) {
    String text = text(node, "url", where);
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw mistake(where + ": not a URL: " + text);
    }
    String host = url.getHost();
    boolean plain = "http".equals(url.getScheme());
    if (host == null || !(plain || "https".equals(url.getScheme()))) {
      throw mistake(where + ": the URL must begin with https:// and name a host: " + text);
    }
    if (plain && !digestKnown && !LOOPBACK.contains(host)) {
      throw mistake(where + ": plain http needs a digest: " + text);
    }
    return url;
  }

  /** A name that a package manager cannot take for one of its options. */
  private String packageName(JsonNode node, String where) {
    String value = text(node, "package", where);
    if (value.startsWith("-") || text(node, "version", where).startsWith("-")) {
      throw mistake(where + ": package and version must not begin with '-'");
    }
    return value;
  }

  /** A wheel's platform tag; empty: that of the machine. */
  private String platform(JsonNode node, String where) {
    String value = Objects.requireNonNullElse(optional(node, "platform"), "");
    if (!PLATFORM.matcher(value).matches()) {
      throw mistake(where + ": platform '" + value + "' must be letters, digits and underscores");
    }
    return value;
  }

  private @Nullable Digest digest(JsonNode node, String where) {
    String text = optional(node, "digest");
    try {
      return text == null ? null : Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw mistake(where + ": " + e.getMessage());
    }
  }

  private long size(JsonNode node, String where) {
    JsonNode size = node.path("size");
    if (!size.isMissingNode() && (!size.isIntegralNumber() || size.asLong() <= 0)) {
      throw mistake(where + ": size must be a positive number of bytes, not " + size);
    }
    return size.asLong(0);
  }

  private String text(JsonNode node, String field, String where) {
    String value = optional(node, field);
    if (value == null || value.isBlank()) {
      throw mistake(where + " lacks \"" + field + "\"");
    }
    return value;
  }

  private static @Nullable String optional(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? value.asText() : null;
  }

  private void known(JsonNode node, Set<String> fields, String where) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String field = names.next();
      if (!fields.contains(field)) {
        throw mistake(where + ": unknown field \"" + field + "\"");
      }
    }
  }

  private static String home(String folder) {
    return folder.startsWith("~/") ? System.getProperty("user.home") + folder.substring(1) : folder;
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  private UpbeatException mistake(String what) {
    return unreadable(name, what, null);
  }

  static UpbeatException unreadable(String name, String what, @Nullable Throwable cause) {
    return new UpbeatException(
        "catalogue-unreadable",
        false,
        "Cannot read the model catalogue " + name + ": " + what + ".",
        "Correct it (docs/models.md describes the format), or remove it to use the built-in one.",
        cause);
  }
}

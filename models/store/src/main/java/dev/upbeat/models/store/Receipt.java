package dev.upbeat.models.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pull leaves in a model's folder ({@value #NAME}): which download each catalogue file came
 * from and what every installed file hashes to. A folder without one isn't an installed model.
 *
 * @param downloads the verified downloads
 * @param files every file in the folder, but the receipt itself
 */
record Receipt(List<Download> downloads, List<FileRecord> files) {
  static final String NAME = ".upbeat-receipt.json";

  /**
   * A verified download.
   *
   * @param path the catalogue file's path
   * @param source where it came from
   * @param digest what it hashed to, before unpacking
   * @param trusted whether the digest was unknown before and had to be trusted
   */
  record Download(String path, String source, Digest digest, boolean trusted) {}

  /** Reads a folder's receipt. */
  static Receipt read(Path folder) throws IOException {
    JsonNode root = JsonMapper.builder().build().readTree(Files.readAllBytes(folder.resolve(NAME)));
    try {
      List<Download> downloads = new ArrayList<>();
      for (JsonNode node : root.path("downloads")) {
        downloads.add(
            new Download(
                node.path("path").asText(),
                node.path("source").asText(),
                Digest.parse(node.path("digest").asText()),
                node.path("trusted").asBoolean()));
      }
      List<FileRecord> files = new ArrayList<>();
      for (JsonNode node : root.path("files")) {
        files.add(
            new FileRecord(
                node.path("path").asText(),
                node.path("size").asLong(),
                Digest.parse(node.path("digest").asText())));
      }
      return new Receipt(downloads, files);
    } catch (IllegalArgumentException e) {
      throw new IOException("the receipt is unreadable: " + e.getMessage(), e);
    }
  }

  /** Writes it into a folder. */
  void write(Path folder) throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    ObjectNode root = mapper.createObjectNode();
    ArrayNode downloadNodes = root.putArray("downloads");
    for (Download download : downloads) {
      downloadNodes
          .addObject()
          .put("path", download.path())
          .put("source", download.source())
          .put("digest", download.digest().toString())
          .put("trusted", download.trusted());
    }
    ArrayNode fileNodes = root.putArray("files");
    for (FileRecord file : files) {
      fileNodes
          .addObject()
          .put("path", file.path())
          .put("size", file.size())
          .put("digest", file.digest().toString());
    }
    try {
      Files.writeString(
          folder.resolve(NAME),
          mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of strings can always be written", e);
    }
  }

  /** Whether each of the entry's files was downloaded with a digest the catalogue still accepts. */
  boolean matches(CatalogueEntry entry) {
    return entry.files().stream()
        .allMatch(file -> downloads.stream().anyMatch(download -> accepts(file, download)));
  }

  private static boolean accepts(CatalogueFile file, Download download) {
    return file.path().equals(download.path())
        && file.sources().stream()
            .map(file::expectedDigest)
            .anyMatch(
                expected ->
                    expected == null
                        || expected.equals(download.digest())
                        || expected.algorithm() != download.digest().algorithm());
  }
}

package dev.upbeat.plugins.host;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What has been installed, one small file a plugin: {@code <id>.properties} beside the zips. The
 * record decides which zip counts, so replacing it is the moment at which an upgrade happens.
 */
final class InstalledRecords {
  private static final String SUFFIX = ".properties";

  private final Path folder;

  InstalledRecords(Path folder) {
    this.folder = folder;
  }

  /**
   * One installed plugin.
   *
   * @param file the zip's name in the same folder
   * @param source where it was installed from, for the reader
   */
  record InstalledRecord(String id, String version, String sha256, String file, String source) {}

  List<InstalledRecord> all() {
    try {
      List<InstalledRecord> records = new ArrayList<>();
      for (Path path : Folders.filesEnding(folder, SUFFIX)) {
        read(path).ifPresent(records::add);
      }
      return records;
    } catch (IOException e) {
      throw PluginErrors.io("list", folder, e);
    }
  }

  Optional<InstalledRecord> byId(String id) {
    return all().stream().filter(record -> record.id().equals(id)).findFirst();
  }

  Optional<InstalledRecord> byFile(String file) {
    return all().stream().filter(record -> record.file().equals(file)).findFirst();
  }

  List<InstalledRecord> withoutZip() {
    return all().stream()
        .filter(record -> !Files.isRegularFile(folder.resolve(record.file())))
        .toList();
  }

  void write(InstalledRecord record) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("id", record.id());
    properties.setProperty("version", record.version());
    properties.setProperty("sha256", record.sha256());
    properties.setProperty("file", record.file());
    properties.setProperty("source", record.source());
    Path fresh = Files.createTempFile(folder, ".record-", ".tmp");
    try (Writer out = Files.newBufferedWriter(fresh)) {
      properties.store(out, "Written by 'upbeat plugins install'");
    }
    Files.move(fresh, path(record.id()), StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(String id) throws IOException {
    Files.deleteIfExists(path(id));
  }

  private Path path(String id) {
    return folder.resolve(id + SUFFIX);
  }

  // A record that can't be read counts as none: its zip is then refused as not installed.
  private static Optional<InstalledRecord> read(Path path) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(path)) {
      properties.load(in);
    } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
      return Optional.empty();
    }
    InstalledRecord record =
        new InstalledRecord(
            properties.getProperty("id", ""),
            properties.getProperty("version", ""),
            properties.getProperty("sha256", ""),
            properties.getProperty("file", ""),
            properties.getProperty("source", ""));
    boolean complete =
        path.getFileName().toString().equals(record.id() + SUFFIX)
            && record.sha256().matches("[0-9a-f]{64}")
            && record.file().matches("[A-Za-z0-9.+-]+\\.zip");
    return complete ? Optional.of(record) : Optional.empty();
  }
}

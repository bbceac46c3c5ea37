package dev.upbeat.models.store;

import dev.upbeat.models.store.download.Downloader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A store in a temporary folder, a web server, and short ways to say what the catalogue holds. */
final class StoreFixture implements AutoCloseable {
  final TestWeb web;
  final Path bundled;
  final Path cache;
  final List<ProgressEvent> events = new ArrayList<>();

  StoreFixture(Path folder) throws IOException {
    web = new TestWeb();
    bundled = Files.createDirectories(folder.resolve("bundled"));
    cache = folder.resolve("cache/models");
  }

  ModelStore store(CatalogueEntry... entries) {
    return store(Downloader.standard(Map.of()), entries);
  }

  ModelStore store(Downloader downloader, CatalogueEntry... entries) {
    return new ModelStore(new Catalogue(List.of(entries)), bundled, cache, downloader);
  }

  static CatalogueEntry entry(String id, ModelKind kind, int preference, CatalogueFile... files) {
    return new CatalogueEntry(id, kind, "a test model", "MIT", preference, 0, null, List.of(files));
  }

  static CatalogueEntry language(String id, CatalogueFile... files) {
    return entry(id, ModelKind.LANGUAGE_MODEL, 0, files);
  }

  CatalogueFile file(String path, byte[] expected, String... urls) throws Exception {
    return file(path, digest(expected), expected.length, CatalogueFile.Unpack.NONE, urls);
  }

  CatalogueFile file(
      String path, Digest digest, long size, CatalogueFile.Unpack unpack, String... urls) {
    List<Source> sources = new ArrayList<>();
    for (String url : urls) {
      sources.add(new Source.Https(web.url(url), null, 0));
    }
    return new CatalogueFile(path, digest, size, unpack, sources);
  }

  static CatalogueFile bundledFile(String path, byte[] content) throws Exception {
    return new CatalogueFile(
        path,
        digest(content),
        content.length,
        CatalogueFile.Unpack.NONE,
        List.of(new Source.Bundled()));
  }

  static Digest digest(byte[] content) throws Exception {
    Path file = Files.createTempFile("digest", ".bin");
    try {
      Files.write(file, content);
      return Digest.of(file, Digest.Algorithm.SHA256);
    } finally {
      Files.delete(file);
    }
  }

  void bundle(String id, String path, byte[] content) throws IOException {
    Path file = bundled.resolve(id).resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = bytes;
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Everything in the cache folder but lock files and the memory of verified files. */
  List<String> leftovers() throws IOException {
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> cache.relativize(file).toString())
          .filter(name -> !name.endsWith(".lock") && !name.equals("verified.tsv"))
          .sorted()
          .toList();
    }
  }

  <T extends ProgressEvent> List<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public void close() {
    web.close();
  }
}

package dev.upbeat.plugins.host;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which zips lie unpacked, each under a name that holds its digest. Several processes
 * may use it at once: a folder appears whole or not at all.
 */
final class UnpackedPlugins {
  private static final Logger LOG = LoggerFactory.getLogger(UnpackedPlugins.class);
  private static final String MARKER = ".upbeat-unpacked";
  private static final Duration KEEP_UNUSED = Duration.ofDays(7);

  private final Path cache;
  private final ArchiveLimits limits;

  UnpackedPlugins(Path cache, ArchiveLimits limits) {
    this.cache = cache;
    this.limits = limits;
  }

  /**
   * Where this zip lies unpacked; unpacks it first if need be.
   *
   * @param sha256 of the zip, just computed
   */
  Unpacked unpack(Path zip, String sha256) {
    PluginDetails details = new PluginArchive(zip, limits).read();
    Path folder =
        cache.resolve(details.id() + "-" + details.version() + "-" + sha256.substring(0, 8));
    try {
      if (!isWhole(folder, sha256)) {
        makeCache();
        publish(zip, sha256, folder);
        prune(details.id());
      }
      touch(folder);
      return new Unpacked(details, sha256, folder);
    } catch (IOException e) {
      if (UserFolders.isDiskFull(e)) {
        throw PluginErrors.cache(cache, e);
      }
      throw PluginErrors.io("unpack " + zip.getFileName() + " into", cache, e);
    }
  }

  /**
   * As {@link #unpack}, for a zip of the distribution: it isn't read again, not even for its
   * digest, as long as it is the same file with the same size and time.
   */
  Unpacked unpackBundled(Path zip) {
    Path stamp = cache.resolve(zip.getFileName() + "-" + pathKey(zip) + ".stamp");
    try {
      String now = identity(zip);
      Optional<Unpacked> known = known(stamp, now);
      if (known.isPresent()) {
        return known.get();
      }
      Unpacked unpacked = unpack(zip, Digests.sha256(zip));
      remember(stamp, List.of(now, unpacked.sha256(), unpacked.folder().getFileName().toString()));
      return unpacked;
    } catch (NoSuchFileException e) {
      throw PluginErrors.invalid(zip, "there is no such file", e);
    } catch (IOException e) {
      throw PluginErrors.io("read", zip, e);
    }
  }

  /** The first file in an unpacked plugin that isn't as it was, if any. Reads everything. */
  Optional<String> firstDamaged(Unpacked unpacked) throws IOException {
    for (Map.Entry<String, PluginArchive.UnpackedFile> entry :
        readMarker(unpacked.folder(), unpacked.sha256()).entrySet()) {
      Path file = unpacked.folder().resolve(entry.getKey());
      if (!Files.isRegularFile(file) || !Digests.sha256(file).equals(entry.getValue().sha256())) {
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }

  /** Removes an unpacked plugin; what can't be removed stays. */
  void remove(Path folder) {
    Folders.deleteQuietly(folder);
  }

  private Optional<Unpacked> known(Path stamp, String identity) throws IOException {
    if (!Files.isRegularFile(stamp)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(stamp);
    if (lines.size() != 3 || !lines.get(0).equals(identity)) {
      return Optional.empty();
    }
    Path folder = cache.resolve(lines.get(2));
    if (!isWhole(folder, lines.get(1))) {
      return Optional.empty();
    }
    touch(folder);
    Path descriptor = folder.resolve(PluginDescriptors.FILE);
    try (InputStream in = Files.newInputStream(descriptor)) {
      return Optional.of(
          new Unpacked(PluginDescriptors.read(in, descriptor), lines.get(1), folder));
    }
  }

  /** Whether it may be written to shows only when it is. */
  private void makeCache() {
    try {
      Files.createDirectories(cache);
      Files.delete(Files.createTempFile(cache, ".probe-", ".tmp"));
    } catch (IOException e) {
      throw PluginErrors.cache(cache, e);
    }
  }

  /** Says that it is in use; of a cache that somebody else has filled for us, it needn't. */
  private static void touch(Path folder) {
    try {
      Files.setLastModifiedTime(folder.resolve(MARKER), FileTime.from(Instant.now()));
    } catch (IOException e) {
      LOG.debug("event=plugin-not-touched folder={} cause={}", folder, e.toString());
    }
  }

  private void publish(Path zip, String sha256, Path folder) throws IOException {
    Path fresh = Files.createTempDirectory(cache, ".unpacking-");
    try {
      List<String> lines =
          new PluginArchive(zip, limits)
              .unpack(fresh).entrySet().stream()
                  .map(e -> e.getValue().sha256() + " " + e.getValue().size() + " " + e.getKey())
                  .collect(Collectors.toList());
      lines.add(0, sha256);
      Files.write(fresh.resolve(MARKER), lines);
      if (!Digests.sha256(zip).equals(sha256)) {
        throw PluginErrors.invalid(zip, "it changed while it was being read");
      }
      moveInto(fresh, folder, sha256);
    } finally {
      Folders.deleteQuietly(fresh);
    }
  }

  private void moveInto(Path fresh, Path folder, String sha256) throws IOException {
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      if (isWhole(folder, sha256)) {
        return; // Another process was faster.
      }
      Path damaged = cache.resolve(".damaged-" + UUID.randomUUID());
      Files.move(folder, damaged, StandardCopyOption.ATOMIC_MOVE);
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
      Folders.deleteQuietly(damaged);
    }
  }

  /** Other versions of a plugin that nobody has used for long. */
  private void prune(String id) throws IOException {
    Instant limit = Instant.now().minus(KEEP_UNUSED);
    try (var folders = Files.newDirectoryStream(cache, id + "-*")) {
      for (Path folder : folders) {
        Path marker = folder.resolve(MARKER);
        if (Files.exists(marker) && Files.getLastModifiedTime(marker).toInstant().isBefore(limit)) {
          Folders.deleteQuietly(folder);
        }
      }
    }
  }

  private static boolean isWhole(Path folder, String sha256) {
    try {
      for (Map.Entry<String, PluginArchive.UnpackedFile> entry :
          readMarker(folder, sha256).entrySet()) {
        if (Files.size(folder.resolve(entry.getKey())) != entry.getValue().size()) {
          return false;
        }
      }
      return true;
    } catch (IOException | UpbeatException e) {
      return false;
    }
  }

  private static Map<String, PluginArchive.UnpackedFile> readMarker(Path folder, String sha256)
      throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(MARKER));
    if (lines.isEmpty() || !lines.get(0).equals(sha256)) {
      throw new NoSuchFileException(folder.resolve(MARKER) + " is of another zip");
    }
    return lines.stream()
        .skip(1)
        .map(line -> line.split(" ", 3))
        .filter(parts -> parts.length == 3)
        .collect(
            Collectors.toMap(
                parts -> parts[2],
                parts -> new PluginArchive.UnpackedFile(Long.parseLong(parts[1]), parts[0])));
  }

  /** Saves time at the next start, no more. */
  private static void remember(Path stamp, List<String> lines) {
    try {
      Path fresh = Files.createTempFile(stamp.getParent(), ".stamp-", ".tmp");
      Files.write(fresh, lines);
      Files.move(fresh, stamp, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.debug("event=plugin-not-remembered stamp={} cause={}", stamp, e.toString());
    }
  }

  private static String identity(Path zip) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(zip, BasicFileAttributes.class);
    return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
  }

  private static String pathKey(Path zip) {
    var digest = Digests.sha256();
    digest.update(zip.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
    return Digests.hex(digest).substring(0, 12);
  }

  /**
   * A plugin ready to load.
   *
   * @param sha256 of its zip
   */
  record Unpacked(PluginDetails details, String sha256, Path folder) {}
}

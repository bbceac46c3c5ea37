package dev.upbeat.models.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which files had which digest at which size and time of modification, so that starting
 * up doesn't hash hundreds of megabytes again. Kept in {@code verified.tsv} in the cache folder;
 * losing it costs time only, so it is written if it can be. Of two processes writing at once the
 * later one wins.
 */
final class VerifiedFiles {
  private static final Logger log = LoggerFactory.getLogger(VerifiedFiles.class);

  private final Path folder;
  private final Path memory;

  VerifiedFiles(Path cacheFolder) {
    this.folder = cacheFolder;
    this.memory = cacheFolder.resolve("verified.tsv");
  }

  /**
   * Whether the file has this digest: as remembered if it is unchanged since, else by hashing.
   *
   * @throws IOException when the file cannot be read
   */
  boolean matches(Path file, Digest expected) throws IOException, InterruptedException {
    String key = file.toAbsolutePath().normalize().toString();
    if (stamp(file, expected).equals(load().get(key))) {
      return true;
    }
    return matchesByHash(file, expected);
  }

  /** Whether the file has this digest, hashing it whatever is remembered. */
  boolean matchesByHash(Path file, Digest expected) throws IOException, InterruptedException {
    // Stamped before hashing: a change while we read must not be remembered as verified.
    String stamp = stamp(file, expected);
    boolean same = Digest.of(file, expected.algorithm()).equals(expected);
    remember(file, same ? stamp : null);
    return same;
  }

  /** Remembers a file that was verified by other means, such as before it was moved here. */
  void remember(Path file, Digest digest) throws IOException {
    remember(file, stamp(file, digest));
  }

  private void remember(Path file, @Nullable String stamp) {
    Map<String, String> all = load();
    String key = file.toAbsolutePath().normalize().toString();
    if (stamp == null) {
      all.remove(key);
    } else {
      all.put(key, stamp);
    }
    store(all);
  }

  private static String stamp(Path file, Digest digest) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    FileTime modified = attributes.lastModifiedTime();
    return attributes.size() + "\t" + modified.toInstant() + "\t" + digest;
  }

  private Map<String, String> load() {
    Map<String, String> all = new TreeMap<>();
    if (!Files.exists(memory)) {
      return all;
    }
    try (BufferedReader in = Files.newBufferedReader(memory)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int end = line.lastIndexOf('\t');
        int middle = line.lastIndexOf('\t', end - 1);
        int first = line.lastIndexOf('\t', middle - 1);
        if (first > 0) {
          all.put(line.substring(0, first), line.substring(first + 1));
        }
      }
    } catch (IOException e) {
      log.debug("event=verified-unreadable file={} reason={}", memory, e.toString());
    }
    return all;
  }

  private void store(Map<String, String> all) {
    StringBuilder text = new StringBuilder();
    all.forEach((file, stamp) -> text.append(file).append('\t').append(stamp).append('\n'));
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "verified-", ".tmp");
      try {
        Files.writeString(fresh, text);
        Files.move(
            fresh, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      log.debug("event=verified-unwritable file={} reason={}", memory, e.toString());
    }
  }
}

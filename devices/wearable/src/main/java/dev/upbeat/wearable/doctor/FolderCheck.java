package dev.upbeat.wearable.doctor;

import dev.upbeat.core.UserFolders;
import dev.upbeat.core.UserFolders.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at the folders Upbeat writes to. Makes the cache, which every command does. */
final class FolderCheck {
  private static final long NEEDED_DISK_BYTES = 1L << 30;

  private final UserFolders folders;

  FolderCheck(UserFolders folders) {
    this.folders = folders;
  }

  List<Finding> findings() {
    return List.of(
        cache(folders.cache()),
        laterWritten("data", folders.data(), Kind.DATA),
        Finding.fine("configuration", folders.config().toString()));
  }

  private static Finding cache(Path cache) {
    try {
      Files.createDirectories(cache);
      probe(cache);
      long free = Files.getFileStore(cache).getUsableSpace();
      return free < NEEDED_DISK_BYTES
          ? Finding.weak(
              "cache",
              cache + " has " + (free >> 20) + " MB left",
              "Free some space, or set UPBEAT_CACHE to a folder on another disk.")
          : Finding.fine("cache", cache + ", " + (free >> 30) + " GB free");
    } catch (IOException e) {
      return Finding.lacking(
          "cache", cache + " can't be written to (" + e + ")", Kind.CACHE.remedy(e));
    }
  }

  /** Needed only to install plugins. */
  private static Finding laterWritten(String subject, Path folder, Kind kind) {
    Path nearest = folder;
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    try {
      probe(nearest);
      return Finding.fine(subject, folder.toString());
    } catch (IOException e) {
      return Finding.weak(
          subject, folder + " can't be written to: no plugins can be installed", kind.remedy(e));
    }
  }

  /** Rights alone don't tell: root has them on disks that are mounted read-only. */
  private static void probe(Path folder) throws IOException {
    Files.delete(Files.createTempFile(folder, ".probe-", ".tmp"));
  }
}

package dev.upbeat.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that native libraries may be unpacked to and loaded from. On hardened systems the
 * temporary folder forbids programs (it is mounted {@code noexec}), so the cache comes first.
 */
public final class NativeFolder {
  private NativeFolder() {}

  /**
   * {@code native} in the cache, made if it isn't there, else the temporary folder. Blocks for a
   * millisecond; any thread may call.
   *
   * @throws UpbeatException {@code native-folder-unusable}, naming both and what is wrong with each
   */
  public static Path find(UserFolders folders) {
    List<String> problems = new ArrayList<>();
    for (Path folder :
        List.of(folders.natives(), Path.of(System.getProperty("java.io.tmpdir", "/tmp")))) {
      String problem = problem(folder);
      if (problem.isEmpty()) {
        return folder;
      }
      problems.add(folder + " " + problem);
    }
    throw new UpbeatException(
        "native-folder-unusable",
        false,
        "There is no folder to load native libraries from: " + String.join("; ", problems) + ".",
        "Set UPBEAT_CACHE (or TMPDIR) to a folder that you may write to, on a disk that has room"
            + " and isn't mounted 'noexec'.");
  }

  private static String problem(Path folder) {
    try {
      Files.createDirectories(folder);
      Path probe =
          Files.createTempFile(
              folder,
              ".probe-",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try {
        Files.writeString(probe, "room");
        return Files.isExecutable(probe) ? "" : "forbids programs (mounted 'noexec')";
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException e) {
      return UserFolders.isDiskFull(e) ? "is full" : "can't be written to";
    } catch (UnsupportedOperationException e) {
      return ""; // no POSIX, no such mounts
    }
  }
}

package dev.upbeat.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file by which another program learns that the server is ready, and where. */
final class Announcement {
  private Announcement() {}

  /**
   * Writes {@code {"url":…,"pid":…,"model":…}}; a reader sees all of it or no file.
   *
   * @throws UpbeatException {@code announce-failed}
   */
  static void write(Path file, String url, String model) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("url", url);
    content.put("pid", ProcessHandle.current().pid());
    content.put("model", model);
    Path target = file.toAbsolutePath();
    Path half = target.resolveSibling(target.getFileName() + ".part");
    try {
      Path parent = target.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(half, new ObjectMapper().writeValueAsString(content) + "\n");
      Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UpbeatException(
          "announce-failed",
          false,
          "Cannot write " + target + ": " + e.getMessage() + ".",
          "Give '--announce' a file in a folder you may write to.",
          e);
    }
  }
}

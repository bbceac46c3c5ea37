package dev.upbeat.wearable.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a server says of itself once it is ready.
 *
 * @param url where it listens
 * @param pid of its process
 * @param model which language model answers
 */
public record Announcement(String url, long pid, String model) {
  static Announcement read(Path file) {
    try {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      return new Announcement(
          json.path("url").asText(), json.path("pid").asLong(), json.path("model").asText("?"));
    } catch (IOException e) {
      throw new UpbeatException(
          "server-not-started",
          true,
          "The continuator's announcement " + file + " can't be read.",
          "Start again; if it stays, run './upbeat doctor'.",
          e);
    }
  }
}

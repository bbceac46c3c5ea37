package dev.upbeat.wearable.continuator;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads a {@code text/event-stream} (WHATWG HTML, "Server-sent events"), one event at a time. Used
 * by one thread.
 */
final class ServerSentEvents {
  private static final int MAX_DATA = 1 << 20;

  /** One event; comments are passed as events named "comment" without data. */
  record Event(String name, String data) {
    boolean isComment() {
      return name.equals("comment");
    }
  }

  private final BufferedReader lines;

  ServerSentEvents(BufferedReader lines) {
    this.lines = lines;
  }

  /** The next event; empty at the end of the stream, where a half-written event is dropped. */
  Optional<Event> next() throws IOException {
    String name = "message";
    StringBuilder data = new StringBuilder();
    String line;
    while ((line = lines.readLine()) != null) {
      if (line.isEmpty()) {
        if (data.length() > 0) {
          return Optional.of(new Event(name, data.toString()));
        }
        name = "message";
      } else if (line.startsWith(":")) {
        return Optional.of(new Event("comment", ""));
      } else if (line.startsWith("event:")) {
        name = value(line);
      } else if (line.startsWith("data:")) {
        data.append(data.length() == 0 ? "" : "\n").append(value(line));
        if (data.length() > MAX_DATA) {
          throw new IOException("an event of more than " + MAX_DATA + " characters");
        }
      }
    }
    return Optional.empty();
  }

  private static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}

package dev.upbeat.server.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes server-sent events, each flushed at once. One thread. */
final class EventStream {
  private final ObjectMapper json;
  private final OutputStream out;

  EventStream(HttpServletResponse response, ObjectMapper json) throws IOException {
    this.json = json;
    response.setStatus(200);
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("utf-8");
    response.setHeader("Cache-Control", "no-store");
    // Reverse proxies of the nginx kind would otherwise collect the whole answer first.
    response.setHeader("X-Accel-Buffering", "no");
    this.out = response.getOutputStream();
  }

  /**
   * @throws IOException if the client has left
   */
  void event(String name, Object data) throws IOException {
    write("event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n");
  }

  /** An event without a name, as OpenAI's clients expect. */
  void data(Object data) throws IOException {
    write("data: " + (data instanceof String text ? text : json.writeValueAsString(data)) + "\n\n");
  }

  /** Says nothing, but shows whether the client is still there. */
  void heartbeat() throws IOException {
    write(": heartbeat\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}

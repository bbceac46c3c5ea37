package dev.upbeat.server.upstream;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.Generation;
import dev.upbeat.server.upstream.CompletionParser.Chunk;
import dev.upbeat.server.upstream.StreamLines.Item;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** An answer streaming in from an OpenAI-compatible server. */
final class OpenAiGeneration implements Generation {
  private final URI uri;
  private final StreamLines lines;
  private final CompletionParser parser;
  private final Duration firstTokenTimeout;
  private final Duration tokenTimeout;
  private final StringBuilder plain = new StringBuilder();
  private volatile boolean aborted;
  private Runnable thoughtListener = () -> {};
  private boolean thought;
  private boolean anyThought;
  private boolean anyText;
  private boolean ended;
  private String finishReason = "";

  OpenAiGeneration(
      URI uri,
      StreamLines lines,
      CompletionParser parser,
      Duration firstTokenTimeout,
      Duration tokenTimeout) {
    this.uri = uri;
    this.lines = lines;
    this.parser = parser;
    this.firstTokenTimeout = firstTokenTimeout;
    this.tokenTimeout = tokenTimeout;
  }

  @Override
  public Optional<String> next() throws InterruptedException {
    // Comments and empty chunks keep the connection alive but do not count as an answer; a thought
    // shows that one is on its way.
    long deadline = System.nanoTime() + patience().toNanos();
    while (!ended && !aborted) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Optional<Item> item = lines.next(left);
      if (aborted) {
        break;
      }
      if (item.isEmpty()) {
        abort();
        throw UpstreamErrors.stalled(uri, patience(), !anyText && !anyThought, !anyText);
      }
      String text;
      try {
        text = take(item.get());
        if (thought) {
          thought = false;
          anyThought = true;
          deadline = System.nanoTime() + patience().toNanos();
          thoughtListener.run();
        }
      } catch (UpbeatException e) {
        abort();
        throw e;
      }
      if (!text.isEmpty()) {
        anyText = true;
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  private Duration patience() {
    return anyText ? tokenTimeout : firstTokenTimeout;
  }

  private String take(Item item) {
    if (item instanceof Item.Line line) {
      return line(line.text());
    }
    if (item instanceof Item.TooLong) {
      throw UpstreamErrors.garbage(uri, "a line of more than a megabyte");
    }
    ended = true;
    Throwable failure = ((Item.End) item).failure();
    if (plain.length() > 0 && failure == null) {
      return body(plain.toString());
    }
    if (finishReason.isEmpty() || failure != null && finishReason.isEmpty()) {
      throw UpstreamErrors.cutOff(uri, failure);
    }
    return "";
  }

  private String line(String line) {
    if (line.isBlank() || line.startsWith(":") || isOtherField(line)) {
      return "";
    }
    if (!line.startsWith("data:")) {
      return bodyLine(line);
    }
    String data = line.substring("data:".length()).strip();
    if (data.equals("[DONE]")) {
      ended = true;
      finishReason = finishReason.isEmpty() ? "stop" : finishReason;
      lines.cancel();
      return "";
    }
    return data.isEmpty() ? "" : chunk(parser.parse(data));
  }

  private static boolean isOtherField(String line) {
    return line.startsWith("event:") || line.startsWith("id:") || line.startsWith("retry:");
  }

  /** No event stream: a whole answer or an error as JSON, or something else altogether. */
  private String bodyLine(String line) {
    if (plain.length() == 0 && !line.stripLeading().startsWith("{")) {
      throw UpstreamErrors.garbage(
          uri,
          line.stripLeading().startsWith("<") ? "a web page" : "something that is no event stream");
    }
    if (plain.length() + line.length() > 1 << 20) {
      throw UpstreamErrors.garbage(uri, "more than a megabyte");
    }
    plain.append(line).append('\n');
    return "";
  }

  private String body(String body) {
    Chunk chunk = parser.parse(body);
    thought = chunk.thought();
    finishReason = chunk.finishReason().isEmpty() ? "stop" : chunk.finishReason();
    return chunk.text();
  }

  private String chunk(Chunk chunk) {
    thought = chunk.thought();
    if (!chunk.finishReason().isEmpty()) {
      finishReason = chunk.finishReason();
    }
    return chunk.text();
  }

  @Override
  public void onThought(Runnable listener) {
    thoughtListener = listener;
  }

  @Override
  public String finishReason() {
    return finishReason.equals("length") ? "length" : "stop";
  }

  @Override
  public void abort() {
    aborted = true;
    lines.cancel();
  }
}

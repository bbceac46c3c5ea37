package dev.upbeat.wearable.continuator;

import dev.upbeat.core.concurrent.BlockingThreads;
import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.spi.Continuation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request under way: a reader thread turns the stream into events, the turn's thread takes
 * them.
 */
final class HttpContinuation implements Continuation {
  private static final int MAX_ERROR_BODY = 64 * 1024;

  private final HttpClient client;
  private final HttpRequest request;
  private final ContinuationJson json;
  private final ContinuatorAddress address;
  private final BlockingQueue<ContinuationEvent> events = new LinkedBlockingQueue<>();
  private volatile boolean aborted;
  private volatile @Nullable Thread reader;
  private volatile @Nullable InputStream body;
  private boolean ended;

  HttpContinuation(
      HttpClient client, HttpRequest request, ContinuationJson json, ContinuatorAddress address) {
    this.client = client;
    this.request = request;
    this.json = json;
    this.address = address;
  }

  void start() {
    reader = BlockingThreads.start("upbeat-continuation", this::run);
  }

  @Override
  public Optional<ContinuationEvent> next(Duration timeout) throws InterruptedException {
    if (ended) {
      return Optional.empty();
    }
    ContinuationEvent event = events.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    ended = event instanceof ContinuationEvent.Done || event instanceof ContinuationEvent.Failed;
    return Optional.ofNullable(event);
  }

  @Override
  public void abort() {
    aborted = true;
    InputStream open = body;
    if (open != null) {
      closeQuietly(open);
    }
    Thread thread = reader;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run() {
    boolean connected = false;
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      connected = true;
      try (InputStream stream = response.body()) {
        body = stream;
        if (aborted) {
          return;
        }
        if (response.statusCode() != 200) {
          events.add(refused(response.statusCode(), stream));
        } else {
          read(stream);
        }
      }
    } catch (IOException e) {
      if (!aborted) {
        events.add(connected ? lost(e) : unreachable(e));
      }
    } catch (ContinuationJson.MalformedEventException e) {
      events.add(garbled(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(InputStream stream) throws IOException {
    ServerSentEvents source =
        new ServerSentEvents(
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
    boolean understood = false;
    Optional<ServerSentEvents.Event> next;
    while ((next = source.next()).isPresent()) {
      Optional<ContinuationEvent> event = json.read(next.get());
      understood |= event.isPresent() || next.get().isComment();
      if (event.isPresent()) {
        events.add(event.get());
        if (event.get() instanceof ContinuationEvent.Done
            || event.get() instanceof ContinuationEvent.Failed) {
          return;
        }
      }
    }
    events.add(
        understood
            ? lost(new IOException("the stream ended before 'done'"))
            : garbled("an answer that is no event stream"));
  }

  private ContinuationEvent.Failed refused(int status, InputStream stream) throws IOException {
    String text = new String(stream.readNBytes(MAX_ERROR_BODY), StandardCharsets.UTF_8);
    return json.readFailure(text)
        .orElseGet(
            () ->
                new ContinuationEvent.Failed(
                    "continuator-refused",
                    status >= 500 || status == 429,
                    address + " answered HTTP " + status + " and not as a continuator does.",
                    "Check that the address is that of an Upbeat continuator."));
  }

  private ContinuationEvent.Failed unreachable(IOException e) {
    return new ContinuationEvent.Failed(
        "continuator-unreachable",
        true,
        "The continuator at " + address + " can't be reached (" + kind(e) + ").",
        "Start it with './upbeat server', or give its address with --server.");
  }

  private ContinuationEvent.Failed lost(IOException e) {
    return new ContinuationEvent.Failed(
        "continuator-lost",
        true,
        "The connection to "
            + address
            + " broke off in the middle of the answer ("
            + kind(e)
            + ").",
        "Look at the server's log; ask again.");
  }

  private ContinuationEvent.Failed garbled(@Nullable String what) {
    return new ContinuationEvent.Failed(
        "continuator-garbled",
        false,
        address + " sent " + what + ".",
        "Check that server and device are of the same release, and what stands between them.");
  }

  private static String kind(IOException e) {
    String message = e.getMessage();
    String name = e.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }

  private static void closeQuietly(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // The other side is told by the broken connection; there is nobody left to tell here.
    }
  }
}

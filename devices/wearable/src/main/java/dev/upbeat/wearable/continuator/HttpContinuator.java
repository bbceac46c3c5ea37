package dev.upbeat.wearable.continuator;

import dev.upbeat.core.concurrent.BlockingThreads;
import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.spi.Continuation;
import dev.upbeat.core.spi.Continuator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client of a continuator server: docs/protocol.md over HTTP and server-sent events. */
public final class HttpContinuator implements Continuator {
  private static final Logger log = LoggerFactory.getLogger(HttpContinuator.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private final ContinuatorAddress address;
  private final ContinuationJson json = new ContinuationJson();
  private final HttpClient client;

  /** Connects to nothing yet. */
  public HttpContinuator(ContinuatorAddress address) {
    this.address = address;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(Executors.newCachedThreadPool(BlockingThreads.factory("upbeat-http")))
            .build();
  }

  /** Asks for the server's health, so that the connection is open when the request comes. */
  @Override
  public void prepare() {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/healthz")).timeout(CONNECT_TIMEOUT).build();
    var unused =
        client
            .sendAsync(request, BodyHandlers.discarding())
            .exceptionally(
                failure -> {
                  log.debug("event=prepare-failed cause={}", failure.toString());
                  return null;
                });
  }

  @Override
  public Continuation continueFrom(ContinuationRequest request) {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(address.resolve("/v1/continuations"))
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(BodyPublishers.ofString(json.write(request)));
    address.token().ifPresent(token -> http.header("Authorization", "Bearer " + token));
    HttpContinuation continuation = new HttpContinuation(client, http.build(), json, address);
    continuation.start();
    return continuation;
  }

  /** Idle connections end by themselves with the process. */
  @Override
  public void close() {}
}

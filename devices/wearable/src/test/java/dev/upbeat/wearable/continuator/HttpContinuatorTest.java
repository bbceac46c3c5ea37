package dev.upbeat.wearable.continuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.dialogue.Exchange;
import dev.upbeat.core.spi.Continuation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against real sockets that behave in every way a server or a bad network can. */
class HttpContinuatorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ContinuationRequest REQUEST =
      new ContinuationRequest(
          "turn-1",
          "what is the capital of peru",
          "The capital of Peru is",
          List.of(new Exchange("hello", "Hi there.")),
          Optional.of("natural-redirection"));

  private HttpServer server;
  private final AtomicReference<String> body = new AtomicReference<>("");
  private final AtomicReference<String> authorization = new AtomicReference<>("");

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsTheRequestAndReadsTheEvents() throws InterruptedException {
    answer(
        """
        : heartbeat

        event: verdict
        data: {"accepted":false,"score":0.25,"reason":"other topic","correctionMethod":"natural-redirection"}

        event: delta
        data: {"text":" Lima"}

        event: thinking
        data: {"sinceMs":1500}

        event: something-of-a-later-protocol
        data: {"x":1}

        event: done
        data: {"reason":"stop","model":"test"}

        """);

    List<ContinuationEvent> events = all(continuator(Optional.of("secret")).continueFrom(REQUEST));

    assertThat(events).hasSize(4);
    ContinuationEvent.Judged judged = (ContinuationEvent.Judged) events.get(0);
    assertThat(judged.judgement().accepted()).isFalse();
    assertThat(judged.correctionMethod()).contains("natural-redirection");
    assertThat(events.get(1)).isEqualTo(new ContinuationEvent.Delta(" Lima"));
    assertThat(events.get(2)).isEqualTo(new ContinuationEvent.Thinking(Duration.ofMillis(1_500)));
    assertThat(events.get(3)).isEqualTo(new ContinuationEvent.Done("stop", "test"));
    assertThat(authorization).hasValue("Bearer secret");
    assertThat(body.get())
        .isEqualTo(
            "{\"turnId\":\"turn-1\",\"request\":\"what is the capital of peru\","
                + "\"opener\":\"The capital of Peru is\","
                + "\"dialogue\":[{\"request\":\"hello\",\"answer\":\"Hi there.\"}],"
                + "\"correctionMethod\":\"natural-redirection\"}");
  }

  @Test
  void passesOnWhatTheServerSaysOfItsFailure() throws InterruptedException {
    answer(
        """
        event: error
        data: {"code":"upstream-stalled","message":"It stalled.","remedy":"Wait.","retryable":true}

        """);

    assertThat(all(continuator(Optional.empty()).continueFrom(REQUEST)))
        .containsExactly(
            new ContinuationEvent.Failed("upstream-stalled", true, "It stalled.", "Wait."));
  }

  @Test
  void aRefusalKeepsItsCode() throws InterruptedException {
    context(
        exchange ->
            send(
                exchange,
                401,
                "application/json",
                "{\"code\":\"unauthorized\",\"message\":\"No token.\",\"remedy\":\"Send one.\"}"));

    assertThat(only(continuator(Optional.empty())).code()).isEqualTo("unauthorized");
  }

  @Test
  void anAnswerThatIsNoContinuatorsIsToldAsSuch() throws InterruptedException {
    context(exchange -> send(exchange, 502, "text/html", "<html>Bad gateway</html>"));

    ContinuationEvent.Failed failed = only(continuator(Optional.empty()));

    assertThat(failed.code()).isEqualTo("continuator-refused");
    assertThat(failed.retryable()).isTrue();
    assertThat(failed.message()).contains("502");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event: delta\ndata: {not json\n\n",
        "event: delta\ndata: {\"text\":7}\n\n",
        "event: verdict\ndata: {\"score\":1}\n\n",
        "<html>hello</html>\n",
        ""
      })
  void garbageIsToldAsSuch(String garbage) throws InterruptedException {
    answer(garbage);

    assertThat(only(continuator(Optional.empty())).code()).isEqualTo("continuator-garbled");
  }

  @Test
  void aStreamThatEndsEarlyIsALostConnection() throws InterruptedException {
    answer("event: delta\ndata: {\"text\":\" Lima\"}\n\n");

    List<ContinuationEvent> events = all(continuator(Optional.empty()).continueFrom(REQUEST));

    assertThat(((ContinuationEvent.Failed) events.get(1)).code()).isEqualTo("continuator-lost");
  }

  @Test
  void aClosedPortIsAnUnreachableServer() throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    HttpContinuator continuator =
        new HttpContinuator(ContinuatorAddress.parse("http://127.0.0.1:" + port, Optional.empty()));

    ContinuationEvent.Failed failed = only(continuator);

    assertThat(failed.code()).isEqualTo("continuator-unreachable");
    assertThat(failed.remedy()).contains("upbeat server");
  }

  @Test
  void anAbortReachesTheServer() throws InterruptedException {
    CountDownLatch noticed = new CountDownLatch(1);
    context(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(": heartbeat\n\n".getBytes(StandardCharsets.UTF_8));
              exchange.getResponseBody().flush();
            }
          } catch (IOException e) {
            noticed.countDown();
          }
        });
    Continuation continuation = continuator(Optional.empty()).continueFrom(REQUEST);
    assertThat(continuation.next(Duration.ofMillis(200))).isEmpty();

    continuation.abort();

    assertThat(noticed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(continuation.next(Duration.ofMillis(1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:8473", "ftp://host", "http://", "http://a b", "8473"})
  void addressesThatAreNoneAreRefused(String url) {
    assertThatThrownBy(() -> ContinuatorAddress.parse(url, Optional.empty()))
        .isInstanceOfSatisfying(
            UpbeatException.class, e -> assertThat(e.code()).isEqualTo("server-url-invalid"));
  }

  @Test
  void addressesKeepTheirPathAndNeverShowTheToken() {
    ContinuatorAddress address =
        ContinuatorAddress.parse("https://example.org/upbeat/", Optional.of("secret"));

    assertThat(address.resolve("/healthz")).hasToString("https://example.org/upbeat/healthz");
    assertThat(address.toString()).doesNotContain("secret");
  }

  private HttpContinuator continuator(Optional<String> token) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return new HttpContinuator(ContinuatorAddress.parse(url, token));
  }

  private void answer(String events) {
    context(exchange -> send(exchange, 200, "text/event-stream", events));
  }

  private void context(com.sun.net.httpserver.HttpHandler handler) {
    server.createContext("/v1/continuations", handler);
  }

  private void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    authorization.set(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    exchange.getResponseHeaders().add("Content-Type", type);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static ContinuationEvent.Failed only(HttpContinuator continuator)
      throws InterruptedException {
    List<ContinuationEvent> events = all(continuator.continueFrom(REQUEST));
    assertThat(events).hasSize(1);
    return (ContinuationEvent.Failed) events.get(0);
  }

  private static List<ContinuationEvent> all(Continuation continuation)
      throws InterruptedException {
    List<ContinuationEvent> events = new ArrayList<>();
    Optional<ContinuationEvent> event;
    while ((event = continuation.next(PATIENCE)).isPresent()) {
      events.add(event.get());
    }
    return events;
  }
}

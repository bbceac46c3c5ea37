package dev.upbeat.models.store.download;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.models.store.Digest;
import dev.upbeat.models.store.ProgressEvent;
import dev.upbeat.models.store.ProgressListener;
import dev.upbeat.models.store.Source;
import dev.upbeat.models.store.TestWeb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpDownloaderTest {
  private static final byte[] CONTENT = TestWeb.content(300_000, 1);
  private static final HttpSettings QUICK =
      new HttpSettings(Duration.ofSeconds(5), Duration.ofMillis(300), 2, Duration.ZERO);

  @TempDir private Path folder;
  private TestWeb web;

  @BeforeEach
  void startServer() throws IOException {
    web = new TestWeb();
  }

  @AfterEach
  void stopServer() {
    web.close();
  }

  @Test
  void downloadsAFileAndTellsHowItGoes() throws Exception {
    web.serve("/m.gguf", CONTENT, "\"v1\"");
    List<ProgressEvent> events = new ArrayList<>();

    download(web.url("/m.gguf"), 0, false, events::add);

    assertThat(target()).hasBinaryContent(CONTENT);
    assertThat(events.get(0))
        .isEqualTo(
            new ProgressEvent.Started("m.part", web.url("/m.gguf").toString(), 0, CONTENT.length));
    assertThat(events).last().isEqualTo(new ProgressEvent.Received(CONTENT.length));
  }

  @Test
  void resumesWhatAnEarlierAttemptLeft() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    web.handle(
        "/m.gguf",
        exchange -> {
          if (calls.getAndIncrement() == 0) {
            TestWeb.truncated(exchange, CONTENT, 100_000, "\"v1\"");
          } else {
            TestWeb.good(exchange, CONTENT, "\"v1\"");
          }
        });

    download(web.url("/m.gguf"), 0, false, ProgressListener.silent());

    assertThat(target()).hasBinaryContent(CONTENT);
    assertThat(web.ranges()).hasSize(2).first().isEqualTo("all");
    assertThat(from(web.ranges().get(1))).isBetween(1, 100_000);
  }

  @Test
  void startsAgainWhenTheFileChangedMeanwhile() throws Exception {
    leavePartial("\"v1\"", 100_000);
    byte[] newer = TestWeb.content(200_000, 2);
    web.handle("/m.gguf", exchange -> TestWeb.good(exchange, newer, "\"v2\""));

    download(web.url("/m.gguf"), 0, false, ProgressListener.silent());

    assertThat(target()).hasBinaryContent(newer);
    assertThat(web.ranges()).last().asString().startsWith("bytes=");
  }

  @Test
  void startsAgainWhenTheServerKnowsNoRanges() throws Exception {
    leavePartial("\"v1\"", 100_000);
    web.handle(
        "/m.gguf",
        exchange -> {
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
        });

    download(web.url("/m.gguf"), 0, true, ProgressListener.silent());

    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void startsAgainWhenTheServerResumesAtTheWrongPlace() throws Exception {
    leavePartial("\"v1\"", 100_000);
    AtomicInteger calls = new AtomicInteger();
    web.handle(
        "/m.gguf",
        exchange -> {
          if (calls.getAndIncrement() == 0) {
            exchange.getResponseHeaders().set("Content-Range", "bytes 5-9/" + CONTENT.length);
            exchange.sendResponseHeaders(206, 5);
            exchange.getResponseBody().write(CONTENT, 5, 5);
          } else {
            TestWeb.good(exchange, CONTENT, "\"v1\"");
          }
        });

    download(web.url("/m.gguf"), 0, true, ProgressListener.silent());

    assertThat(target()).hasBinaryContent(CONTENT);
    assertThat(web.ranges()).endsWith("all");
  }

  @Test
  void doesNotResumeWithoutTheServersPromiseNorAKnownDigest() throws Exception {
    leavePartial("W/\"weak\"", 100_000);
    web.serve("/m.gguf", CONTENT, "\"v1\"");

    download(web.url("/m.gguf"), 0, false, ProgressListener.silent());

    assertThat(web.ranges()).containsOnly("all");
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void findsACompleteFileComplete() throws Exception {
    leavePartial("\"v1\"", CONTENT.length);
    web.serve("/m.gguf", CONTENT, "\"v1\"");

    download(web.url("/m.gguf"), 0, false, ProgressListener.silent());

    assertThat(target()).hasBinaryContent(CONTENT);
    assertThat(web.ranges()).containsExactly("bytes=" + CONTENT.length + "-");
  }

  @Test
  void asksNothingWhenTheKnownSizeIsHere() throws Exception {
    leavePartial("\"v1\"", CONTENT.length);

    download(web.url("/m.gguf"), CONTENT.length, true, ProgressListener.silent());

    assertThat(web.ranges()).isEmpty();
  }

  @Test
  void doesNotAskAgainForWhatIsNotThere() {
    web.handle("/m.gguf", exchange -> exchange.sendResponseHeaders(404, -1));

    assertFails(web.url("/m.gguf"), 0).hasMessage("HTTP 404");
    assertThat(web.ranges()).hasSize(1);
  }

  @Test
  void triesAServerInTroubleThreeTimes() {
    web.handle("/m.gguf", exchange -> exchange.sendResponseHeaders(500, -1));

    assertFails(web.url("/m.gguf"), 0).hasMessage("HTTP 500");
    assertThat(web.ranges()).hasSize(3);
  }

  @Test
  void followsRedirectsAndReadsTheAnnouncedDigest() throws Exception {
    Digest digest = new Digest(Digest.Algorithm.SHA256, "ab".repeat(32));
    web.serve("/storage/m", CONTENT, "\"v1\"");
    web.handle(
        "/m.gguf",
        exchange -> {
          exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + digest.hex() + "\"");
          exchange.getResponseHeaders().set("Location", "/storage/m");
          exchange.sendResponseHeaders(302, -1);
        });

    Digest announced = download(web.url("/m.gguf"), 0, false, ProgressListener.silent());

    assertThat(announced).isEqualTo(digest);
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void givesUpOnAStalledServerButKeepsWhatCame() {
    web.handle("/m.gguf", exchange -> web.stalled(exchange, CONTENT, 50_000, "\"v1\""));

    // Every attempt resumes at the same place, so none of them gets further.
    assertFails(web.url("/m.gguf"), CONTENT.length).hasMessage("nothing received for 0.3 s");
    assertThat(target()).exists();
    assertThat(target().toFile().length()).isPositive().isLessThanOrEqualTo(50_000);
  }

  @Test
  void givesUpWhenTheConnectionKeepsBreaking() {
    web.handle("/m.gguf", exchange -> TestWeb.truncated(exchange, CONTENT, 10, "\"v1\""));

    assertFails(web.url("/m.gguf"), 0)
        .hasMessageContaining("connection lost")
        .matches(e -> ((DownloadException) e).passing());
  }

  @Test
  void refusesAnotherSizeBeforeDownloadingIt() {
    web.serve("/m.gguf", CONTENT, "\"v1\"");

    assertFails(web.url("/m.gguf"), 1234)
        .hasMessage("the server has 300000 bytes where 1234 are expected");
    assertThat(target()).doesNotExist();
  }

  @Test
  void stopsAServerThatSendsMoreThanItShould() {
    web.handle(
        "/m.gguf",
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // chunked: no length announced
          exchange.getResponseBody().write(CONTENT);
        });

    assertFails(web.url("/m.gguf"), 1234).hasMessage("more than the expected 1234 bytes");
    assertThat(target()).isEmptyFile();
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    assertFails(URI.create("http://127.0.0.1:" + port + "/m"), 0).hasMessage("connection refused");
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    assertFails(URI.create("https://no-such-host.invalid/m"), 0)
        .hasMessage("host not found (no network, or no DNS)");
  }

  @Test
  void saysThatTlsFailed() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread plainServer = new Thread(() -> answerPlainly(socket));
      plainServer.start();

      assertFails(URI.create("https://127.0.0.1:" + socket.getLocalPort() + "/m"), 0)
          .hasMessageStartingWith("TLS failed");
    }
  }

  /** Speaks HTTP where TLS is expected, until the socket is closed. */
  private static void answerPlainly(ServerSocket socket) {
    byte[] answer = "HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(US_ASCII);
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        client.getInputStream().read();
        client.getOutputStream().write(answer);
        client.shutdownOutput();
        client.getInputStream().readAllBytes();
      } catch (IOException e) {
        // The client hung up, or the test is over.
      }
    }
  }

  @Test
  void anInterruptAbortsIt() {
    web.handle("/m.gguf", exchange -> web.stalled(exchange, CONTENT, 50_000, "\"v1\""));
    Thread worker = Thread.currentThread();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(
            () ->
                download(
                    web.url("/m.gguf"),
                    0,
                    true,
                    event -> {
                      if (event instanceof ProgressEvent.Started) {
                        worker.interrupt();
                      }
                    }));
  }

  @Test
  void goesThroughTheProxyOfTheEnvironment() throws Exception {
    web.serve("/m.gguf", CONTENT, "\"v1\"");
    Map<String, String> environment = Map.of("http_proxy", "127.0.0.1:" + web.port());
    HttpDownloader downloader = new HttpDownloader(QUICK, EnvironmentProxies.of(environment));

    downloader.download(
        new Source.Https(URI.create("http://models.example/m.gguf"), null, 0),
        new DownloadRequest(target(), 0, true),
        ProgressListener.silent());

    assertThat(web.requests()).containsExactly("http://models.example/m.gguf");
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  private AbstractThrowableAssert<?, ?> assertFails(URI url, long size) {
    return assertThatThrownBy(() -> download(url, size, true, ProgressListener.silent()))
        .isInstanceOf(DownloadException.class);
  }

  private Digest download(URI url, long size, boolean digestKnown, ProgressListener progress)
      throws IOException, InterruptedException {
    return new HttpDownloader(QUICK, ProxySelector.of(null))
        .download(
            new Source.Https(url, null, 0),
            new DownloadRequest(target(), size, digestKnown),
            progress);
  }

  private void leavePartial(String validator, int length) throws IOException {
    byte[] beginning = Arrays.copyOf(CONTENT, length);
    Files.write(target(), beginning);
    String note = "url=" + web.url("/m.gguf").toString().replace(":", "\\:") + "\n";
    // Weak tags are never noted.
    Files.writeString(
        folder.resolve("m.part.from"),
        validator.startsWith("W/") ? note : note + "validator=" + validator + "\n");
  }

  private static int from(String range) {
    return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
  }

  private Path target() {
    return folder.resolve("m.part");
  }
}

package dev.upbeat.server.upstream;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.Generation;
import dev.upbeat.core.spi.LanguageModel;
import dev.upbeat.server.config.UpstreamSettings;
import dev.upbeat.server.config.UpstreamSettings.Prefill;
import dev.upbeat.server.upstream.ServerProbe.Finding;
import dev.upbeat.server.upstream.StreamLines.Item;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Any server that speaks OpenAI's chat completions over HTTP. */
public final class OpenAiModel implements LanguageModel {
  private static final Logger LOG = LoggerFactory.getLogger(OpenAiModel.class);

  private final UpstreamSettings settings;
  private final URI base;
  private final URI completions;
  private final HttpClient client;
  private final CompletionParser parser;
  private volatile Finding finding;

  private OpenAiModel(UpstreamSettings settings, URI base, HttpClient client, Finding finding) {
    this.settings = settings;
    this.base = base;
    this.completions = base.resolve("chat/completions");
    this.client = client;
    this.parser = new CompletionParser(base);
    this.finding = finding;
  }

  /**
   * Asks the server what it is; blocks up to a few seconds if it does not answer. A server that is
   * down now may come up later: that is no error here.
   *
   * @param settings with a URL
   */
  public static OpenAiModel connect(UpstreamSettings settings) {
    URI base = base(settings.url().orElseThrow());
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            // Clear-text HTTP/2 upgrades confuse some of these servers.
            .version(
                "https".equals(base.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .build();
    Finding finding = new Finding(Prefill.INSTRUCTED, Optional.empty(), false);
    OpenAiModel model = new OpenAiModel(settings, base, client, finding);
    try {
      model.probe();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return model;
  }

  /** With a slash at the end, so that names resolve below it. */
  private static URI base(URI url) {
    String text = url.toString().replaceAll("/+$", "");
    if (text.endsWith("/chat/completions")) {
      text = text.substring(0, text.length() - "/chat/completions".length());
    } else if (url.getPath() == null || url.getPath().length() <= 1) {
      text = text + "/v1";
    }
    return URI.create(text + "/");
  }

  private void probe() throws InterruptedException {
    finding = new ServerProbe(client, settings.key()).probe(base);
    if (!finding.certain()) {
      LOG.warn("event=upstream-silent uri={}", UpstreamErrors.origin(base));
    }
  }

  @Override
  public String id() {
    return modelName() + " (" + UpstreamErrors.origin(base) + ")";
  }

  private String modelName() {
    return settings.model().or(() -> finding.model()).orElse("default");
  }

  @Override
  public Capability capability() {
    return prefill() == Prefill.INSTRUCTED ? Capability.INSTRUCTED : Capability.NATIVE_PREFILL;
  }

  /** How it is made to continue; never AUTO. */
  public Prefill prefill() {
    return settings.prefill() == Prefill.AUTO ? finding.prefill() : settings.prefill();
  }

  @Override
  public Generation generate(Prompt prompt) {
    StreamLines lines = new StreamLines();
    try {
      boolean unknown = settings.prefill() == Prefill.AUTO || settings.model().isEmpty();
      if (unknown && !finding.certain()) {
        probe();
      }
      HttpRequest request = request(OpenAiRequest.write(prompt, modelName(), prefill()));
      HttpResponse<StreamLines> response = send(request, lines);
      if (response.statusCode() / 100 != 2) {
        throw refused(response.statusCode(), lines);
      }
      return new OpenAiGeneration(
          base, lines, parser, settings.firstTokenTimeout(), settings.tokenTimeout());
    } catch (InterruptedException e) {
      lines.cancel();
      Thread.currentThread().interrupt();
      throw new UpbeatException(
          "upstream-aborted", true, "The request was abandoned.", "Ask again.", e);
    }
  }

  private HttpRequest request(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(completions)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(BodyPublishers.ofString(body));
    settings.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request.build();
  }

  private HttpResponse<StreamLines> send(HttpRequest request, StreamLines lines)
      throws InterruptedException {
    CompletableFuture<HttpResponse<StreamLines>> answer =
        client.sendAsync(request, information -> lines);
    Duration patience = settings.firstTokenTimeout();
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw UpstreamErrors.stalled(base, patience, true, true);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof SSLException) {
        throw UpstreamErrors.tls(base, cause);
      }
      if (cause instanceof IOException) {
        boolean connected = String.valueOf(cause.getMessage()).contains("header parser");
        throw connected
            ? UpstreamErrors.garbage(base, "something that is not HTTP, or nothing at all")
            : UpstreamErrors.unreachable(base, cause);
      }
      throw UpstreamErrors.unreachable(base, cause);
    }
  }

  private UpbeatException refused(int status, StreamLines lines) throws InterruptedException {
    StringBuilder body = new StringBuilder();
    Optional<Item> item;
    while (body.length() < 8_192
        && (item = lines.next(Duration.ofSeconds(1))).isPresent()
        && item.get() instanceof Item.Line line) {
      body.append(line.text()).append('\n');
    }
    lines.cancel();
    return UpstreamErrors.status(base, status, parser.kind(body.toString()));
  }

  /** Nothing to do: the client has no connections but those of generations, closed one by one. */
  @Override
  public void close() {}
}

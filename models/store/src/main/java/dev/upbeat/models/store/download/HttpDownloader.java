package dev.upbeat.models.store.download;

import dev.upbeat.models.store.Digest;
import dev.upbeat.models.store.ProgressEvent;
import dev.upbeat.models.store.ProgressListener;
import dev.upbeat.models.store.Source;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads over HTTP: follows redirects, resumes what an earlier attempt left (RFC 9110, sections
 * 13.1.5 and 14), retries passing failures. Safe for use by several threads.
 */
public final class HttpDownloader {
  private static final Logger log = LoggerFactory.getLogger(HttpDownloader.class);
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
  private static final Pattern LINKED_DIGEST = Pattern.compile("\"?([0-9a-f]{64})\"?");
  private static final long REPORT_NANOS = 50_000_000L;

  private final HttpSettings settings;
  private final ProxySelector proxies;

  /** A downloader with this patience, asking {@code proxies} how to reach a host. */
  public HttpDownloader(HttpSettings settings, ProxySelector proxies) {
    this.settings = settings;
    this.proxies = proxies;
  }

  /** As {@link Downloader#download}. */
  public @Nullable Digest download(
      Source.Https source, DownloadRequest request, ProgressListener progress)
      throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(settings.connect())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(proxies)
            .build();
    int failures = 0;
    long delay = settings.retryDelay().toMillis();
    while (true) {
      long before = Partial.bytes(request.target());
      try {
        return attempt(client, source.url(), request, progress);
      } catch (DownloadException e) {
        boolean advanced = Partial.bytes(request.target()) > before;
        failures = advanced ? 1 : failures + 1;
        if (!e.passing() || failures > settings.retries()) {
          throw e;
        }
        log.info("event=download-retry url={} reason={}", source.url(), e.getMessage());
        Thread.sleep(delay);
        delay *= 2;
      }
    }
  }

  private @Nullable Digest attempt(
      HttpClient client, URI url, DownloadRequest request, ProgressListener progress)
      throws IOException, InterruptedException {
    Partial partial = Partial.open(request.target(), url, request.digestKnown());
    if (request.size() > 0 && partial.present() > request.size()) {
      partial.discard();
    }
    if (request.size() > 0 && partial.present() == request.size()) {
      return null;
    }
    HttpResponse<StreamingBody> response = send(client, url, partial);
    try (StreamingBody body = response.body()) {
      if (nothingIsMissing(response, partial)) {
        return announcedDigest(response);
      }
      long total = begin(response, partial, request);
      progress.on(
          new ProgressEvent.Started(
              request.target().getFileName().toString(), url.toString(), partial.present(), total));
      receive(body, partial.present(), total, request, progress);
    }
    return announcedDigest(response);
  }

  private HttpResponse<StreamingBody> send(HttpClient client, URI url, Partial partial)
      throws IOException, InterruptedException {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(url)
            .header("User-Agent", "upbeat-model-store")
            .header("Accept-Encoding", "identity");
    if (partial.present() > 0) {
      http.header("Range", "bytes=" + partial.present() + "-");
      String validator = partial.validator();
      if (validator != null) {
        http.header("If-Range", validator);
      }
    }
    CompletableFuture<HttpResponse<StreamingBody>> answer =
        client.sendAsync(http.build(), head -> new StreamingBody());
    try {
      // The client's own request timeout came to cover the body too in later JDKs; this one
      // doesn't.
      return answer.get(
          settings.connect().plus(settings.stall()).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DownloadException("no answer within " + Reasons.seconds(settings.stall()), true, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw Reasons.of(cause == null ? e : cause, settings.connect());
    } finally {
      answer.cancel(true);
    }
  }

  /** A range that begins at the file's end cannot be satisfied, and the answer tells the size. */
  private static boolean nothingIsMissing(HttpResponse<?> response, Partial partial)
      throws IOException {
    return response.statusCode() == 416
        && partial.present() > 0
        && response
            .headers()
            .firstValue("Content-Range")
            .orElse("")
            .equals("bytes */" + partial.present());
  }

  /** Looks at the answer's head, prepares the file for what follows, and returns the total size. */
  private long begin(HttpResponse<StreamingBody> response, Partial partial, DownloadRequest request)
      throws IOException {
    int status = response.statusCode();
    long length = response.headers().firstValueAsLong("Content-Length").orElse(0);
    long total;
    if (status == 206) {
      Matcher range =
          CONTENT_RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
      if (!range.matches() || Long.parseLong(range.group(1)) != partial.present()) {
        partial.discard();
        throw new DownloadException("the server resumed at the wrong place", true);
      }
      total = range.group(2).equals("*") ? 0 : Long.parseLong(range.group(2));
    } else if (status == 200) {
      partial.discard();
      total = length;
    } else if (status == 416) {
      partial.discard();
      throw new DownloadException("HTTP 416: nothing to resume", true);
    } else {
      throw new DownloadException(
          "HTTP " + status, status == 408 || status == 429 || status >= 500);
    }
    if (request.size() > 0 && total > 0 && total != request.size()) {
      partial.discard();
      throw new DownloadException(
          "the server has " + total + " bytes where " + request.size() + " are expected", false);
    }
    partial.remember(response.headers());
    return total;
  }

  private void receive(
      StreamingBody body, long from, long total, DownloadRequest request, ProgressListener progress)
      throws IOException, InterruptedException {
    long present = from;
    long reported = System.nanoTime();
    try (FileChannel file =
        FileChannel.open(request.target(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (List<ByteBuffer> piece = body.next(settings.stall());
          piece != null;
          piece = body.next(settings.stall())) {
        for (ByteBuffer buffer : piece) {
          while (buffer.hasRemaining()) {
            present += file.write(buffer);
          }
        }
        if (request.size() > 0 && present > request.size()) {
          file.truncate(0);
          throw new DownloadException("more than the expected " + request.size() + " bytes", false);
        }
        if (System.nanoTime() - reported > REPORT_NANOS) {
          progress.on(new ProgressEvent.Advanced(present, total));
          reported = System.nanoTime();
        }
      }
    }
    long expected = total > 0 ? total : request.size();
    if (present < expected) {
      throw new DownloadException(
          "connection lost after " + present + " of " + expected + " bytes", true);
    }
    progress.on(new ProgressEvent.Received(present));
  }

  /** Hugging Face names a large file's SHA-256 in a header of the redirect to its storage. */
  private static @Nullable Digest announcedDigest(HttpResponse<?> response) {
    for (Optional<? extends HttpResponse<?>> r = Optional.of(response);
        r.isPresent();
        r = r.get().previousResponse()) {
      Matcher linked =
          LINKED_DIGEST.matcher(r.get().headers().firstValue("X-Linked-Etag").orElse(""));
      if (linked.matches()) {
        return new Digest(Digest.Algorithm.SHA256, linked.group(1));
      }
    }
    return null;
  }
}

package dev.upbeat.models.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real web server on a free loopback port, with the ways in which real ones misbehave. */
public final class TestWeb implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  public TestWeb() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** What each request asked for: the Range header, or "all". */
  public List<String> ranges() {
    return List.copyOf(ranges);
  }

  /** Each request's URI as it was sent; absolute when the client takes this for a proxy. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public void handle(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          ranges.add(range == null ? "all" : range);
          requests.add(exchange.getRequestURI().toString());
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  /** Serves the file as a good server does: with an entity tag, ranges and If-Range. */
  public void serve(String path, byte[] content, String tag) {
    handle(path, exchange -> good(exchange, content, tag));
  }

  public static void good(HttpExchange exchange, byte[] content, String tag) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    exchange.getResponseHeaders().set("ETag", tag);
    if (range == null || (condition != null && !condition.equals(tag))) {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
      return;
    }
    int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    if (from >= content.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    exchange.sendResponseHeaders(206, content.length - from);
    exchange.getResponseBody().write(content, from, content.length - from);
  }

  /** Promises the whole, sends the first bytes and hangs up. */
  public static void truncated(HttpExchange exchange, byte[] content, int sent, String tag)
      throws IOException {
    exchange.getResponseHeaders().set("ETag", tag);
    exchange.sendResponseHeaders(200, content.length);
    OutputStream body = exchange.getResponseBody();
    body.write(content, 0, sent);
    body.flush();
  }

  /** Promises the whole, sends the first bytes and falls silent until this server closes. */
  public void stalled(HttpExchange exchange, byte[] content, int sent, String tag)
      throws IOException {
    truncated(exchange, content, sent, tag);
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Content no compression or repetition shortens, the same for the same seed. */
  public static byte[] content(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Content with one bit turned. */
  public static byte[] damaged(byte[] content) {
    byte[] copy = Arrays.copyOf(content, content.length);
    copy[copy.length / 2] ^= 1;
    return copy;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

package dev.upbeat.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.time.Ticker;
import dev.upbeat.server.config.Limits;
import dev.upbeat.server.continuation.ContinuationService;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: routes, errors, start and stop. */
public final class ContinuatorServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContinuatorServer.class);

  private final Javalin javalin;
  private final String host;

  private ContinuatorServer(Javalin javalin, String host) {
    this.javalin = javalin;
    this.host = host;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for a free one
   * @param token that clients must show, if any
   * @throws UpbeatException {@code port-*}, {@code host-*} or {@code cannot-listen}: see {@link
   *     ListenAddress}
   */
  public static ContinuatorServer start(
      ContinuationService service, String host, int port, Optional<String> token, Limits limits) {
    ListenAddress address = ListenAddress.check(host, port);
    ObjectMapper json = new ObjectMapper();
    Ticker ticker = Ticker.system();
    Admission admission = new Admission(limits, ticker);
    Metrics metrics = new Metrics(admission::running);
    Requests requests = new Requests(json, limits);
    Turns turns = new Turns(service, metrics, ticker);
    BearerToken bearer = new BearerToken(token);
    StatusPage page = new StatusPage(service.modelId(), bearer.isRequired());
    ContinuationEndpoint continuations = new ContinuationEndpoint(json, requests, admission, turns);
    ChatCompletionsEndpoint completions =
        new ChatCompletionsEndpoint(json, requests, admission, turns, service.modelId());
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.startup.startupWatcherEnabled = false;
              config.http.maxRequestSize = limits.bodyBytes();
              config.http.prefer405over404 = true;
              config.jetty.threadPool = threads(limits);
              config.jetty.modifyServer(server -> server.setStopTimeout(300));
              config.routes.before("/v1/*", context -> bearer.check(authorization(context)));
              config.routes.before("/metrics", context -> bearer.check(authorization(context)));
              config.routes.post("/v1/continuations", continuations);
              config.routes.post("/v1/chat/completions", completions);
              config.routes.get(
                  "/v1/models", context -> send(context, json, 200, completions.models()));
              config.routes.get(
                  "/healthz",
                  context ->
                      send(context, json, 200, Map.of("status", "ok", "model", service.modelId())));
              config.routes.get(
                  "/metrics",
                  context ->
                      context
                          .contentType("text/plain; version=0.0.4; charset=utf-8")
                          .result(metrics.text()));
              config.routes.get("/", context -> context.html(page.html()));
              config.routes.exception(
                  UpbeatException.class,
                  (error, context) -> {
                    metrics.refused(error.code());
                    fail(context, json, error);
                  });
              config.routes.exception(
                  HttpResponseException.class,
                  (error, context) -> fail(context, json, translate(error, context, limits)));
              config.routes.exception(
                  Exception.class,
                  (error, context) -> {
                    LOG.error("event=request-broken path={}", context.path(), error);
                    fail(
                        context,
                        json,
                        new UpbeatException(
                            "internal-error",
                            true,
                            "The server made a mistake.",
                            "Look at the server's log."));
                  });
            });
    try {
      javalin.start(host, port);
    } catch (RuntimeException e) {
      new ContinuatorServer(javalin, host).close();
      throw address.explain(e);
    }
    return new ContinuatorServer(javalin, host);
  }

  /** Where it listens. */
  public int port() {
    return javalin.port();
  }

  /** How a client on this machine reaches it. */
  public String url() {
    String reachable =
        host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]") ? "127.0.0.1" : host;
    String bracketed =
        reachable.contains(":") && !reachable.startsWith("[") ? "[" + reachable + "]" : reachable;
    return "http://" + bracketed + ":" + port();
  }

  /**
   * Stops to listen; what is left to send gets 300 ms. Close the service first: it ends streams.
   */
  @Override
  public void close() {
    try {
      javalin.stop();
    } catch (RuntimeException e) {
      // Jetty minds streams it had to cut; they are cut all the same.
      LOG.debug("event=streams-cut error={}", e.toString());
    }
  }

  private static QueuedThreadPool threads(Limits limits) {
    // Each stream holds a thread; some more for everything else.
    QueuedThreadPool pool = new QueuedThreadPool(limits.concurrent() + 24, 4, 60_000);
    pool.setName("http");
    pool.setDaemon(true);
    return pool;
  }

  private static String authorization(Context context) {
    String header = context.header("Authorization");
    return header == null ? "" : header;
  }

  private static UpbeatException translate(
      HttpResponseException error, Context context, Limits limits) {
    if (error.getStatus() == 413) {
      return new UpbeatException(
          "too-large",
          false,
          "The body is larger than " + limits.bodyBytes() + " bytes.",
          "Send less dialogue, or raise limits.body-bytes.");
    }
    int status = error.getStatus();
    String what = context.method() + " " + context.path();
    return switch (status) {
      case 404 ->
          new UpbeatException(
              "not-found",
              false,
              "There is no " + what + " here.",
              "See docs/protocol.md for the routes.");
      case 405 ->
          new UpbeatException(
              "method-not-allowed",
              false,
              what + " is not possible.",
              "Use the method that docs/protocol.md names, usually POST.");
      default ->
          new UpbeatException(
              "http-" + status, false, String.valueOf(error.getMessage()), "Change the request.");
    };
  }

  private static void fail(Context context, ObjectMapper json, UpbeatException error) {
    int status =
        switch (error.code()) {
          case "bad-request", "too-long" -> 400;
          case "unauthorized" -> 401;
          case "not-found" -> 404;
          case "method-not-allowed" -> 405;
          case "too-large" -> 413;
          case "rate-limited" -> 429;
          case "server-busy" -> 503;
          default ->
              error.code().startsWith("http-") ? Integer.parseInt(error.code().substring(5)) : 500;
        };
    if (status == 401) {
      context.header("WWW-Authenticate", "Bearer");
    }
    if (error.retryable()) {
      context.header("Retry-After", "1");
    }
    send(context, json, status, ErrorBody.of(error));
  }

  private static void send(Context context, ObjectMapper json, int status, Object body) {
    try {
      context.status(status).contentType("application/json").result(json.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plain record is always JSON", e);
    }
  }
}

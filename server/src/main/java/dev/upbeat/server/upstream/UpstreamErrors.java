package dev.upbeat.server.upstream;

import dev.upbeat.core.UpbeatException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong upstream, each with its own code and remedy. No message holds words or keys.
 */
final class UpstreamErrors {
  private UpstreamErrors() {}

  static UpbeatException unreachable(URI uri, Throwable cause) {
    return error(
        "upstream-unreachable",
        true,
        "Cannot reach the language model at " + origin(uri) + ": " + reason(cause) + ".",
        "Start that server, or correct the URL (UPBEAT_UPSTREAM_URL, --upstream).",
        cause);
  }

  static UpbeatException tls(URI uri, Throwable cause) {
    return error(
        "upstream-tls",
        false,
        "No secure connection to the language model at " + origin(uri) + ": " + reason(cause) + ".",
        "Check the server's certificate and this machine's clock and CA store, or use http:// on a"
            + " trusted network.",
        cause);
  }

  /**
   * @param nothing whether nothing at all has come
   * @param first whether no word of the answer has come
   */
  static UpbeatException stalled(URI uri, Duration waited, boolean nothing, boolean first) {
    return error(
        "upstream-stalled",
        true,
        "The language model at "
            + origin(uri)
            + " sent "
            + (nothing ? "nothing" : "nothing more")
            + " for "
            + waited.toMillis()
            + " ms.",
        "Look at that server's load; raise "
            + (first ? "first-token-timeout-ms" : "token-timeout-ms")
            + " if it is just slow.",
        null);
  }

  static UpbeatException garbage(URI uri, String what) {
    return error(
        "upstream-garbage",
        true,
        "The language model at " + origin(uri) + " sent " + what + ".",
        "Check that the URL is that of an OpenAI-compatible API, usually ending in /v1.",
        null);
  }

  static UpbeatException cutOff(URI uri, @Nullable Throwable cause) {
    return error(
        "upstream-cut-off",
        true,
        "The language model at " + origin(uri) + " broke off in mid-answer.",
        "Try again; if it happens often, look at that server's log and at proxies in between.",
        cause);
  }

  /** An error object inside the stream, or instead of it. */
  static UpbeatException reported(URI uri, String kind) {
    return error(
        "upstream-error",
        true,
        "The language model at " + origin(uri) + " reported an error: " + kind + ".",
        "Look at that server's log.",
        null);
  }

  /** A status other than 2xx. */
  static UpbeatException status(URI uri, int status, String kind) {
    String said =
        "The language model at "
            + origin(uri)
            + " answered HTTP "
            + status
            + (kind.isEmpty() ? "" : " (" + kind + ")")
            + ".";
    return switch (status) {
      case 401 ->
          error(
              "upstream-unauthorized",
              false,
              said,
              "Set the right key in UPBEAT_UPSTREAM_KEY or upstream.key.",
              null);
      case 403 ->
          error(
              "upstream-forbidden",
              false,
              said,
              "Use a key that may use this model, or another model.",
              null);
      case 404 ->
          error(
              "upstream-not-found",
              false,
              said,
              "Check the URL (usually ending in /v1) and the model name (UPBEAT_UPSTREAM_MODEL,"
                  + " --model).",
              null);
      case 429 ->
          error(
              "upstream-rate-limited",
              true,
              said,
              "Wait a moment, or raise that account's limit or quota.",
              null);
      default ->
          status >= 500
              ? error(
                  "upstream-failed",
                  true,
                  said,
                  "Try again; if it persists, look at that server's log.",
                  null)
              : error(
                  "upstream-refused",
                  false,
                  said,
                  "Check the model name and the prefill setting: prefill = \"instructed\" works"
                      + " with every server.",
                  null);
    };
  }

  static UpbeatException busy(int queued) {
    return error(
        "upstream-busy",
        true,
        "The embedded model answers one request at a time and " + queued + " are waiting.",
        "Try again in a few seconds, or use an upstream server for many devices.",
        null);
  }

  static UpbeatException closed() {
    return error(
        "upstream-closed", false, "The language model was closed.", "Restart the server.", null);
  }

  static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static String reason(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null && root.getMessage() == null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return root.getClass().getSimpleName() + (message == null ? "" : ", " + message);
  }

  private static UpbeatException error(
      String code, boolean retryable, String message, String remedy, @Nullable Throwable cause) {
    return new UpbeatException(code, retryable, message, remedy, cause);
  }
}

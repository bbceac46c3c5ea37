package dev.upbeat.models.store.download;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Puts failures into words a person can act on. */
final class Reasons {
  private Reasons() {}

  static DownloadException of(Throwable failure, Duration connect) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnknownHostException || t instanceof UnresolvedAddressException) {
        return new DownloadException("host not found (no network, or no DNS)", false, failure);
      }
      if (t instanceof HttpConnectTimeoutException) {
        return new DownloadException("no connection within " + seconds(connect), false, failure);
      }
      if (t instanceof SSLException) {
        return new DownloadException("TLS failed: " + t.getMessage(), false, failure);
      }
    }
    if (failure instanceof ConnectException) {
      return new DownloadException("connection refused", false, failure);
    }
    String message = failure.getMessage();
    return new DownloadException(
        message == null || message.isBlank() ? failure.getClass().getSimpleName() : message,
        true,
        failure);
  }

  static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}

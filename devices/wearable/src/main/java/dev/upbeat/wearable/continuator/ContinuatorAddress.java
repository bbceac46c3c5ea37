package dev.upbeat.wearable.continuator;

import dev.upbeat.core.UpbeatException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the continuator is and how to show that we may use it.
 *
 * @param base such as {@code https://upbeat.example:8443/}
 * @param token bearer token; never printed
 */
public record ContinuatorAddress(URI base, Optional<String> token) {
  public ContinuatorAddress {
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(token, "token");
  }

  /**
   * Reads what a person typed.
   *
   * @throws UpbeatException {@code server-url-invalid}
   */
  public static ContinuatorAddress parse(String url, Optional<String> token) {
    URI uri;
    try {
      uri = URI.create(url.strip());
    } catch (IllegalArgumentException e) {
      throw invalid(url);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
      throw invalid(url);
    }
    return new ContinuatorAddress(uri, token);
  }

  /** The address of one of the server's paths. */
  public URI resolve(String path) {
    String prefix = base.toString();
    return URI.create(
        (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + path);
  }

  private static UpbeatException invalid(String url) {
    return new UpbeatException(
        "server-url-invalid",
        false,
        "'" + url + "' is no address of a continuator.",
        "Give one like http://127.0.0.1:8473 with --server or in device.toml.");
  }

  @Override
  public String toString() {
    return base.toString();
  }
}

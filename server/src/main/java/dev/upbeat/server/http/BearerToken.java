package dev.upbeat.server.http;

import dev.upbeat.core.UpbeatException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The secret clients must show, if there is one. */
final class BearerToken {
  private static final String SCHEME = "Bearer ";

  private final Optional<byte[]> expected;

  BearerToken(Optional<String> token) {
    this.expected = token.map(BearerToken::digest);
  }

  boolean isRequired() {
    return expected.isPresent();
  }

  /**
   * @param header of the name Authorization
   * @throws UpbeatException {@code unauthorized}
   */
  void check(@Nullable String header) {
    if (expected.isEmpty()) {
      return;
    }
    boolean scheme = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String shown = scheme && header != null ? header.substring(SCHEME.length()).strip() : "";
    // Digests have one length and MessageDigest compares in constant time: nothing leaks by timing.
    if (!MessageDigest.isEqual(digest(shown), expected.get())) {
      throw new UpbeatException(
          "unauthorized",
          false,
          scheme ? "The bearer token is not the right one." : "A bearer token is needed.",
          "Send 'Authorization: Bearer TOKEN' with the token the server was started with.");
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}

package dev.upbeat.server.config;

import dev.upbeat.server.continuation.AnswerLength;
import java.util.Optional;

/**
 * Everything the operator decides.
 *
 * @param port 0 for a free one
 * @param token clients must show; never printed
 * @param anonymous whether to listen beyond this machine without a token
 * @param length of answers; empty: what suits the model
 */
public record ServerConfig(
    String host,
    int port,
    Optional<String> token,
    boolean anonymous,
    UpstreamSettings upstream,
    Optional<AnswerLength> length,
    Limits limits) {
  /** Leaves the token out. */
  @Override
  public String toString() {
    return "ServerConfig[host=" + host + ", port=" + port + ", upstream=" + upstream + "]";
  }
}

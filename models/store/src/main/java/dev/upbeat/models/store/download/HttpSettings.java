package dev.upbeat.models.store.download;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param connect how long to wait for a connection
 * @param stall how long to wait for the next byte (or for the answer's head)
 * @param retries how often a passing failure without progress is tried again
 * @param retryDelay how long to wait before trying again; doubled each time
 */
public record HttpSettings(Duration connect, Duration stall, int retries, Duration retryDelay) {
  /** 10 s to connect, 30 s without a byte, two retries after 1 s and 2 s. */
  public static HttpSettings standard() {
    return new HttpSettings(
        Duration.ofSeconds(10), Duration.ofSeconds(30), 2, Duration.ofSeconds(1));
  }
}

package dev.upbeat.server.http;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.time.Ticker;
import dev.upbeat.server.config.Limits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides whether one more continuation may begin. Safe for use by several threads. */
final class Admission {
  private static final int CLIENTS_REMEMBERED = 10_000;
  private static final double NANOS_A_MINUTE = 60e9;

  private final Limits limits;
  private final Ticker ticker;
  private final AtomicInteger running = new AtomicInteger();
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > CLIENTS_REMEMBERED;
        }
      };

  private record Bucket(double tokens, long atNanos) {}

  Admission(Limits limits, Ticker ticker) {
    this.limits = limits;
    this.ticker = ticker;
  }

  /** A place among the running continuations; close it when the continuation is over. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param client its address
   * @throws UpbeatException {@code rate-limited} or {@code server-busy}
   */
  Place enter(String client) {
    takeToken(client);
    if (running.incrementAndGet() > limits.concurrent()) {
      running.decrementAndGet();
      throw new UpbeatException(
          "server-busy",
          true,
          "All " + limits.concurrent() + " continuations this server allows at once are under way.",
          "Try again in a second, or raise limits.concurrent.");
    }
    return running::decrementAndGet;
  }

  int running() {
    return running.get();
  }

  private synchronized void takeToken(String client) {
    long now = ticker.nanoTime();
    double burst = Math.max(1, limits.requestsPerMinute() / 4.0);
    Bucket bucket = buckets.getOrDefault(client, new Bucket(burst, now));
    double refilled = (now - bucket.atNanos()) * limits.requestsPerMinute() / NANOS_A_MINUTE;
    double tokens = Math.min(burst, bucket.tokens() + refilled);
    if (tokens < 1) {
      buckets.put(client, new Bucket(tokens, now));
      throw new UpbeatException(
          "rate-limited",
          true,
          "More than " + limits.requestsPerMinute() + " requests a minute from this address.",
          "Wait a second, or raise limits.requests-per-minute.");
    }
    buckets.put(client, new Bucket(tokens - 1, now));
  }
}

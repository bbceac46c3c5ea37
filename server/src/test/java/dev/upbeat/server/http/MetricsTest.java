package dev.upbeat.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void everyGaugeStillHasItsValueAfterAGarbageCollection() {
    AtomicInteger running = new AtomicInteger(3);
    // As the server does: nobody but the gauge keeps the method reference.
    Metrics metrics = new Metrics(running::get);
    collectGarbage();

    List<String> lines = metrics.text().lines().filter(line -> !line.startsWith("#")).toList();

    assertThat(lines).contains("upbeat_continuations_running 3.0");
    assertThat(lines).filteredOn(line -> !line.contains("quantile=")).noneMatch(MetricsTest::isNan);
    running.set(0);
    collectGarbage();
    assertThat(metrics.text().lines()).contains("upbeat_continuations_running 0.0");
  }

  private static boolean isNan(String line) {
    return line.endsWith(" NaN");
  }

  /** Returns once weakly held things are gone for certain. */
  private static void collectGarbage() {
    WeakReference<Object> canary = new WeakReference<>(new Object());
    while (canary.get() != null) {
      System.gc();
    }
  }
}

package dev.upbeat.server.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.IntSupplier;

/** What {@code /metrics} tells. Safe for use by several threads. */
final class Metrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Timer firstDelta;
  private final Timer whole;

  Metrics(IntSupplier running) {
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    Gauge.builder("upbeat.continuations.running", running, IntSupplier::getAsInt)
        .description("Continuations under way, waiting ones included")
        // Micrometer holds what a gauge asks weakly; nobody else holds a method reference.
        .strongReference(true)
        .register(registry);
    firstDelta =
        Timer.builder("upbeat.continuation.first.delta")
            .description("From the request to the first words sent")
            .publishPercentiles(0.5, 0.95, 0.99)
            .register(registry);
    whole =
        Timer.builder("upbeat.continuation")
            .description("From the request to the end of the answer")
            .publishPercentiles(0.5, 0.95, 0.99)
            .register(registry);
  }

  void judged(boolean accepted, String method) {
    Counter.builder("upbeat.openers.judged")
        .description("Openers judged, by verdict and correction method")
        .tag("accepted", Boolean.toString(accepted))
        .tag("method", method)
        .register(registry)
        .increment();
  }

  void firstDelta(long nanos) {
    firstDelta.record(Duration.ofNanos(nanos));
  }

  /**
   * @param outcome {@code stop}, {@code length}, {@code client-left} or an error's code
   */
  void ended(String outcome, long nanos) {
    whole.record(Duration.ofNanos(nanos));
    Counter.builder("upbeat.continuations.ended")
        .description("Continuations ended, by outcome")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  /** A request that was turned away before anything began. */
  void refused(String code) {
    Counter.builder("upbeat.requests.refused")
        .description("Requests turned away, by error code")
        .tag("code", code)
        .register(registry)
        .increment();
  }

  String text() {
    return registry.scrape();
  }
}

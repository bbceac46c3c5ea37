package dev.upbeat.server.http;

import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.dialogue.ContinuationEvent.Delta;
import dev.upbeat.core.dialogue.ContinuationEvent.Done;
import dev.upbeat.core.dialogue.ContinuationEvent.Failed;
import dev.upbeat.core.dialogue.ContinuationEvent.Judged;
import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.spi.Continuation;
import dev.upbeat.core.time.Ticker;
import dev.upbeat.server.continuation.ContinuationService;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a continuation's events to a client, measures, and stops everything if the client leaves.
 */
final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  /** A client's leaving shows only when something is sent to it. */
  private static final Duration HEARTBEAT = Duration.ofMillis(250);

  private final ContinuationService service;
  private final Metrics metrics;
  private final Ticker ticker;

  Turns(ContinuationService service, Metrics metrics, Ticker ticker) {
    this.service = service;
    this.metrics = metrics;
    this.ticker = ticker;
  }

  /** Where the events go. */
  interface Listener {
    void event(ContinuationEvent event) throws IOException;

    void heartbeat() throws IOException;
  }

  /** Runs a continuation to its end; blocks. */
  void run(ContinuationRequest request, Listener listener) {
    long begin = ticker.nanoTime();
    long firstDelta = -1;
    String outcome = "client-left";
    try (Continuation continuation = service.continueFrom(request)) {
      while (true) {
        Optional<ContinuationEvent> event = continuation.next(HEARTBEAT);
        if (event.isEmpty()) {
          listener.heartbeat();
          continue;
        }
        if (event.get() instanceof Delta && firstDelta < 0) {
          firstDelta = ticker.nanoTime() - begin;
          metrics.firstDelta(firstDelta);
        } else if (event.get() instanceof Judged judged && !request.opener().isEmpty()) {
          metrics.judged(judged.judgement().accepted(), judged.correctionMethod().orElse("none"));
        }
        listener.event(event.get());
        if (event.get() instanceof Done done) {
          outcome = done.reason();
          break;
        }
        if (event.get() instanceof Failed failed) {
          outcome = failed.code();
          break;
        }
      }
    } catch (IOException e) {
      LOG.debug("event=client-left turn={} error={}", request.turnId(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      outcome = "aborted";
    }
    long nanos = ticker.nanoTime() - begin;
    metrics.ended(outcome, nanos);
    LOG.info(
        "event=continuation-ended turn={} outcome={} first-delta-ms={} ms={}",
        request.turnId(),
        outcome,
        firstDelta < 0 ? -1 : firstDelta / 1_000_000,
        nanos / 1_000_000);
  }
}

package dev.upbeat.server.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.dialogue.ContinuationEvent.Delta;
import dev.upbeat.core.dialogue.ContinuationEvent.Done;
import dev.upbeat.core.dialogue.ContinuationEvent.Failed;
import dev.upbeat.core.dialogue.ContinuationEvent.Judged;
import dev.upbeat.core.dialogue.ContinuationEvent.Thinking;
import dev.upbeat.core.dialogue.ContinuationRequest;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/continuations}: see docs/protocol.md. */
final class ContinuationEndpoint implements Handler {
  private final ObjectMapper json;
  private final Requests requests;
  private final Admission admission;
  private final Turns turns;

  ContinuationEndpoint(ObjectMapper json, Requests requests, Admission admission, Turns turns) {
    this.json = json;
    this.requests = requests;
    this.admission = admission;
    this.turns = turns;
  }

  /** The event {@code verdict}. */
  record Verdict(
      boolean accepted, double score, String reason, @Nullable String correctionMethod) {}

  /** The event {@code thinking}. */
  record Thought(long sinceMs) {}

  @Override
  public void handle(Context context) throws IOException {
    ContinuationRequest request = requests.continuation(context.bodyAsBytes());
    try (Admission.Place place = admission.enter(context.ip())) {
      EventStream stream = new EventStream(context.res(), json);
      turns.run(
          request,
          new Turns.Listener() {
            @Override
            public void event(ContinuationEvent event) throws IOException {
              send(stream, event);
            }

            @Override
            public void heartbeat() throws IOException {
              stream.heartbeat();
            }
          });
    }
  }

  private static void send(EventStream stream, ContinuationEvent event) throws IOException {
    if (event instanceof Judged judged) {
      stream.event(
          "verdict",
          new Verdict(
              judged.judgement().accepted(),
              judged.judgement().score(),
              judged.judgement().reason(),
              judged.correctionMethod().orElse(null)));
    } else if (event instanceof Failed failed) {
      stream.event(
          "error",
          new ErrorBody(failed.code(), failed.message(), failed.remedy(), failed.retryable()));
    } else if (event instanceof Thinking thinking) {
      stream.event("thinking", new Thought(thinking.since().toMillis()));
    } else if (event instanceof Delta) {
      stream.event("delta", event);
    } else if (event instanceof Done) {
      stream.event("done", event);
    }
  }
}

package dev.upbeat.wearable.continuator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.dialogue.OpenerJudgement;
import java.time.Duration;
import java.util.Optional;

/** The wire form of requests and events; see docs/protocol.md. Thread-safe. */
final class ContinuationJson {
  private final ObjectMapper mapper = new ObjectMapper();

  String write(ContinuationRequest request) {
    ObjectNode json = mapper.createObjectNode();
    json.put("turnId", request.turnId());
    json.put("request", request.request());
    json.put("opener", request.opener());
    ArrayNode dialogue = json.putArray("dialogue");
    request
        .dialogue()
        .forEach(
            exchange ->
                dialogue
                    .addObject()
                    .put("request", exchange.request())
                    .put("answer", exchange.answer()));
    json.put("correctionMethod", request.correctionMethod().orElse(null));
    return json.toString();
  }

  /**
   * The event; empty for names of a later protocol, which are to be passed over.
   *
   * @throws MalformedEventException if it isn't what its name promises
   */
  Optional<ContinuationEvent> read(ServerSentEvents.Event event) {
    return switch (event.name()) {
      case "verdict" -> Optional.of(verdict(parse(event)));
      case "delta" -> Optional.of(new ContinuationEvent.Delta(text(parse(event), "text")));
      case "thinking" ->
          Optional.of(
              new ContinuationEvent.Thinking(
                  Duration.ofMillis(parse(event).path("sinceMs").asLong(0))));
      case "done" -> {
        JsonNode json = parse(event);
        yield Optional.of(
            new ContinuationEvent.Done(text(json, "reason"), json.path("model").asText("")));
      }
      case "error" -> Optional.of(failure(parse(event)));
      default -> Optional.empty();
    };
  }

  /** The failure told by the body of an HTTP error answer; empty if it isn't one of ours. */
  Optional<ContinuationEvent.Failed> readFailure(String body) {
    try {
      JsonNode json = mapper.readTree(body);
      return json != null && json.path("code").isTextual()
          ? Optional.of(failure(json))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static ContinuationEvent.Judged verdict(JsonNode json) {
    if (!json.path("accepted").isBoolean()) {
      throw new MalformedEventException("a verdict without 'accepted'");
    }
    return new ContinuationEvent.Judged(
        new OpenerJudgement(
            json.path("accepted").asBoolean(),
            json.path("score").asDouble(),
            json.path("reason").asText("")),
        json.path("correctionMethod").isTextual()
            ? Optional.of(json.path("correctionMethod").asText())
            : Optional.empty());
  }

  private static ContinuationEvent.Failed failure(JsonNode json) {
    return new ContinuationEvent.Failed(
        text(json, "code"),
        json.path("retryable").asBoolean(),
        json.path("message").asText("The continuator failed."),
        json.path("remedy").asText("Look at the server's log."));
  }

  private JsonNode parse(ServerSentEvents.Event event) {
    try {
      return mapper.readTree(event.data());
    } catch (JsonProcessingException e) {
      throw new MalformedEventException("a '" + event.name() + "' event that is no JSON");
    }
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw new MalformedEventException("an event without '" + field + "'");
    }
    return value.asText();
  }

  /** The server sent something that isn't the protocol. The message holds no words of the user. */
  static final class MalformedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedEventException(String message) {
      super(message);
    }
  }
}

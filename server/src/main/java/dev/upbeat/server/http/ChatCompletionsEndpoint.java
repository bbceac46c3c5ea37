package dev.upbeat.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.dialogue.ContinuationEvent.Delta;
import dev.upbeat.core.dialogue.ContinuationEvent.Done;
import dev.upbeat.core.dialogue.ContinuationEvent.Failed;
import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.dialogue.Exchange;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/chat/completions}, as OpenAI's clients send it. A trailing assistant message is
 * the opener. System messages are passed over: how to speak is this server's affair.
 */
final class ChatCompletionsEndpoint implements Handler {
  private final ObjectMapper json;
  private final Requests requests;
  private final Admission admission;
  private final Turns turns;
  private final String model;

  ChatCompletionsEndpoint(
      ObjectMapper json, Requests requests, Admission admission, Turns turns, String model) {
    this.json = json;
    this.requests = requests;
    this.admission = admission;
    this.turns = turns;
    this.model = model;
  }

  /** The body of {@code GET /v1/models}. */
  Map<String, Object> models() {
    return Map.of(
        "object",
        "list",
        "data",
        List.of(Map.of("id", model, "object", "model", "created", 0, "owned_by", "upbeat")));
  }

  @Override
  public void handle(Context context) throws IOException {
    JsonNode body = requests.object(context.bodyAsBytes());
    JsonNode streamField = body.get("stream");
    if (streamField != null && !streamField.isNull() && !streamField.isBoolean()) {
      throw Requests.wrongType("stream", "a boolean", streamField);
    }
    String id = UUID.randomUUID().toString();
    ContinuationRequest request = request(body, id);
    try (Admission.Place place = admission.enter(context.ip())) {
      if (streamField != null && streamField.asBoolean()) {
        stream(request, id, new EventStream(context.res(), json));
      } else {
        whole(request, id, context);
      }
    }
  }

  private void stream(ContinuationRequest request, String id, EventStream stream) {
    turns.run(
        request,
        new Turns.Listener() {
          @Override
          public void event(ContinuationEvent event) throws IOException {
            if (event instanceof Delta delta) {
              stream.data(
                  answer(
                      id,
                      "chat.completion.chunk",
                      "delta",
                      Map.of("role", "assistant", "content", delta.text()),
                      null));
            } else if (event instanceof Done done) {
              stream.data(answer(id, "chat.completion.chunk", "delta", Map.of(), done.reason()));
              stream.data("[DONE]");
            } else if (event instanceof Failed failed) {
              stream.data(Map.of("error", error(failed)));
            }
          }

          @Override
          public void heartbeat() throws IOException {
            stream.heartbeat();
          }
        });
  }

  private void whole(ContinuationRequest request, String id, Context context) throws IOException {
    StringBuilder text = new StringBuilder();
    List<ContinuationEvent> last = new ArrayList<>();
    turns.run(
        request,
        new Turns.Listener() {
          @Override
          public void event(ContinuationEvent event) {
            if (event instanceof Delta delta) {
              text.append(delta.text());
            } else {
              last.add(event);
            }
          }

          @Override
          public void heartbeat() {}
        });
    ContinuationEvent end = last.get(last.size() - 1);
    context.contentType("application/json");
    if (end instanceof Failed failed) {
      context.status(502).result(json.writeValueAsString(Map.of("error", error(failed))));
    } else {
      String reason = end instanceof Done done ? done.reason() : "stop";
      context.result(
          json.writeValueAsString(
              answer(
                  id,
                  "chat.completion",
                  "message",
                  Map.of("role", "assistant", "content", text.toString()),
                  reason)));
    }
  }

  private static Map<String, Object> error(Failed failed) {
    return Map.of(
        "code", failed.code(),
        "type", failed.code(),
        "message", failed.message(),
        "remedy", failed.remedy(),
        "retryable", failed.retryable());
  }

  private Map<String, Object> answer(
      String id, String object, String part, Map<String, Object> content, @Nullable String reason) {
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put(part, content);
    choice.put("finish_reason", reason);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", "chatcmpl-" + id);
    answer.put("object", object);
    answer.put("created", System.currentTimeMillis() / 1000);
    answer.put("model", model);
    answer.put("choices", List.of(choice));
    return answer;
  }

  private ContinuationRequest request(JsonNode body, String id) {
    JsonNode messages = body.get("messages");
    if (messages == null || messages.isNull()) {
      throw Requests.bad("messages is missing.", "Add \"messages\", an array.");
    }
    if (!messages.isArray()) {
      throw Requests.wrongType("messages", "an array", messages);
    }
    List<String> users = new ArrayList<>();
    List<String> assistants = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      read(messages.get(i), "messages[" + i + "]", users, assistants);
    }
    if (users.isEmpty()) {
      throw Requests.bad("messages holds no user message.", "End with a message of role 'user'.");
    }
    int last = users.size() - 1;
    List<Exchange> dialogue = new ArrayList<>();
    for (int i = 0; i < last; i++) {
      dialogue.add(requests.exchange("messages", users.get(i), assistants.get(i)));
    }
    return requests.checked(id, users.get(last), assistants.get(last), dialogue, Optional.empty());
  }

  /** Folds messages into pairs; two of one role in a row become one. */
  private static void read(
      JsonNode message, String name, List<String> users, List<String> assistants) {
    if (!message.isObject()) {
      throw Requests.wrongType(name, "an object", message);
    }
    JsonNode role = message.get("role");
    if (role == null || !role.isTextual()) {
      throw Requests.bad(name + ".role is missing.", "Add \"role\": user, assistant or system.");
    }
    String text = content(message.get("content"), name + ".content");
    switch (role.textValue()) {
      case "user" -> {
        int last = users.size() - 1;
        if (last >= 0 && assistants.get(last).isEmpty()) {
          users.set(last, users.get(last) + " " + text);
        } else {
          users.add(text);
          assistants.add("");
        }
      }
      case "assistant" -> {
        int last = users.size() - 1;
        if (last >= 0) {
          assistants.set(last, (assistants.get(last) + " " + text).strip());
        }
      }
      case "system", "developer" -> {}
      default ->
          throw Requests.bad(
              name + ".role is not one this server knows.",
              "Use user, assistant or system; tools are not supported.");
    }
  }

  /** A string, or OpenAI's array of parts of type text. */
  private static String content(@Nullable JsonNode content, String name) {
    if (content == null || content.isNull()) {
      return "";
    }
    if (content.isTextual()) {
      return content.textValue();
    }
    if (!content.isArray()) {
      throw Requests.wrongType(name, "a string", content);
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      JsonNode words = part.get("text");
      if (words == null || !words.isTextual()) {
        throw Requests.bad(name + " holds a part without text.", "Send parts of type 'text' only.");
      }
      text.append(words.textValue()).append(' ');
    }
    return text.toString().strip();
  }
}

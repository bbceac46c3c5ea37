package dev.upbeat.server.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.core.UpbeatException;
import java.net.URI;

/** Understands what OpenAI-compatible servers send: chunks, whole answers, errors. */
final class CompletionParser {
  private static final String[] THOUGHT_FIELDS = {
    "reasoning_content", "reasoning", "thinking", "reasoning_details", "thinking_blocks", "thought"
  };

  private final ObjectMapper json = new ObjectMapper();
  private final URI uri;

  CompletionParser(URI uri) {
    this.uri = uri;
  }

  /**
   * What a chunk brings.
   *
   * @param finishReason empty while more is to come
   * @param thought whether it holds a thought, in one of the fields servers have for that
   */
  record Chunk(String text, String finishReason, boolean thought) {}

  /**
   * @param text of a {@code data:} line, or a whole body
   * @throws UpbeatException {@code upstream-garbage} or {@code upstream-error}
   */
  Chunk parse(String text) {
    JsonNode node;
    try {
      node = json.readTree(text);
    } catch (JsonProcessingException e) {
      throw UpstreamErrors.garbage(uri, "something that is not JSON");
    }
    if (node == null || !node.isObject()) {
      throw UpstreamErrors.garbage(uri, "JSON that is not an object");
    }
    if (node.hasNonNull("error")) {
      throw UpstreamErrors.reported(uri, kind(node));
    }
    JsonNode choices = node.path("choices");
    if (!choices.isArray()) {
      throw UpstreamErrors.garbage(uri, "JSON without choices");
    }
    if (choices.isEmpty()) {
      // Usage figures come in a chunk of their own.
      return new Chunk("", "", false);
    }
    JsonNode choice = choices.get(0);
    JsonNode message =
        choice.path("delta").isObject() ? choice.path("delta") : choice.path("message");
    StringBuilder answer = new StringBuilder();
    boolean thought = hasThought(message);
    JsonNode content = message.path("content");
    if (content.isTextual()) {
      answer.append(content.textValue());
    } else if (content.isArray()) {
      // Mistral's thinking models send parts.
      for (JsonNode part : content) {
        String kind = part.path("type").asText("");
        thought |= kind.equals("thinking") || kind.equals("reasoning");
        answer.append(
            kind.equals("text") || kind.equals("output_text") ? part.path("text").asText("") : "");
      }
    } else if (message.path("refusal").isTextual()) {
      answer.append(message.path("refusal").textValue());
    }
    return new Chunk(answer.toString(), choice.path("finish_reason").asText(""), thought);
  }

  /** As DeepSeek, vLLM and llama.cpp; OpenRouter and Ollama; others name it. */
  private static boolean hasThought(JsonNode message) {
    for (String field : THOUGHT_FIELDS) {
      JsonNode value = message.path(field);
      if (value.isTextual() ? !value.textValue().isEmpty() : value.size() > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * The kind of an error, for a message: its code or type. The server's own words stay out, for
   * they may quote the user's, or the key.
   */
  String kind(String body) {
    try {
      JsonNode node = json.readTree(body);
      return node == null ? "" : kind(node);
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static String kind(JsonNode node) {
    JsonNode error = node.path("error");
    for (String field : new String[] {"code", "type", "status"}) {
      String value = error.path(field).asText("");
      if (value.isEmpty()) {
        value = node.path(field).asText("");
      }
      if (value.matches("[A-Za-z0-9_. -]{1,60}") && !value.equals("null")) {
        return value;
      }
    }
    return "no further detail";
  }
}

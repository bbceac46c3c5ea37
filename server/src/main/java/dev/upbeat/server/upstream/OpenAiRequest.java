package dev.upbeat.server.upstream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.upbeat.core.spi.LanguageModel.Message;
import dev.upbeat.core.spi.LanguageModel.Prompt;
import dev.upbeat.core.spi.LanguageModel.Role;
import dev.upbeat.server.config.UpstreamSettings.Prefill;

/** Writes a prompt as an OpenAI chat completion request. */
final class OpenAiRequest {
  private OpenAiRequest() {}

  static String write(Prompt prompt, String model, Prefill prefill) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("model", model);
    body.put("stream", true);
    body.put("max_tokens", prompt.maxTokens());
    body.put("temperature", prompt.temperature());
    ArrayNode messages = body.putArray("messages");
    boolean begun = !prompt.assistantPrefix().isBlank();
    boolean instruct = begun && prefill == Prefill.INSTRUCTED;
    if (!prompt.system().isEmpty()) {
      add(messages, "system", prompt.system());
    }
    int last = prompt.messages().size() - 1;
    for (int i = 0; i <= last; i++) {
      Message message = prompt.messages().get(i);
      String text = message.text();
      if (i == last && instruct) {
        text = text + "\n\n" + instruction(prompt.assistantPrefix());
      }
      add(messages, message.role() == Role.USER ? "user" : "assistant", text);
    }
    if (begun && !instruct) {
      add(messages, "assistant", prompt.assistantPrefix().stripTrailing());
    }
    if (begun && prefill == Prefill.VLLM) {
      body.put("continue_final_message", true);
      body.put("add_generation_prompt", false);
      body.put("echo", false);
    }
    return body.toString();
  }

  private static String instruction(String prefix) {
    return "(You have already said aloud: \""
        + prefix.strip()
        + "\" Write only the words that follow it, so that both together are one correct answer.)";
  }

  private static void add(ArrayNode messages, String role, String content) {
    messages.addObject().put("role", role).put("content", content);
  }
}

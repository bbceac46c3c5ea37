package dev.upbeat.server.upstream;

import dev.upbeat.core.spi.LanguageModel.Message;
import dev.upbeat.core.spi.LanguageModel.Prompt;
import dev.upbeat.core.spi.LanguageModel.Role;

/**
 * ChatML, the template of SmolLM2 and of many others: writes a prompt that stops after the last
 * word of the assistant's prefix, so that the model can do nothing but go on with the sentence.
 */
final class ChatTemplate {
  /** What ends a message; generation stops there. */
  static final String END = "<|im_end|>";

  private static final String START = "<|im_start|>";

  private ChatTemplate() {}

  static String render(Prompt prompt) {
    StringBuilder text = new StringBuilder();
    if (!prompt.system().isEmpty()) {
      message(text, "system", prompt.system());
    }
    for (Message message : prompt.messages()) {
      message(text, message.role() == Role.USER ? "user" : "assistant", message.text());
    }
    return text.append(START)
        .append("assistant\n")
        .append(escape(prompt.assistantPrefix()).stripTrailing())
        .toString();
  }

  private static void message(StringBuilder text, String role, String content) {
    text.append(START).append(role).append('\n').append(escape(content)).append(END).append('\n');
  }

  /** A user who says control tokens must not be able to end the user's message. */
  private static String escape(String content) {
    return content.replace("<|", "< |");
  }
}

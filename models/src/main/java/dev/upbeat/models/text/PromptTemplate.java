package dev.upbeat.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a model was trained to be asked: ChatML, with or without a system part and earlier turns.
 *
 * <p>Read from the model's folder: {@code tokenizer_config.json} ({@code chat_template} without the
 * word "system": no system part; {@code request_normalization} "lower case…"), then {@code
 * opener.json}, which has the last word: {@code systemPrompt}, {@code lowerCase}, {@code
 * dialogueTokens} (0: single turn).
 *
 * @param systemPrompt empty if the model was trained without
 * @param lowerCase whether requests were in lower case
 * @param dialogueTokens budget for earlier turns
 */
public record PromptTemplate(String systemPrompt, boolean lowerCase, int dialogueTokens) {
  private static final String OFFICIAL_SYSTEM_PROMPT = "You are a helpful assistant";

  /** What follows the request. */
  public static final String ANSWER = "<|im_end|>\n<|im_start|>assistant\n";

  private static final String USER = "<|im_start|>user\n";

  public static PromptTemplate read(Path folder) {
    JsonNode tokenizer = json(folder.resolve("tokenizer_config.json"));
    JsonNode opener = json(folder.resolve("opener.json"));
    String chat = tokenizer.path("chat_template").asText("system");
    boolean lowerCase = tokenizer.path("request_normalization").asText("").startsWith("lower case");
    return new PromptTemplate(
        opener.path("systemPrompt").asText(chat.contains("system") ? OFFICIAL_SYSTEM_PROMPT : ""),
        opener.path("lowerCase").asBoolean(lowerCase),
        opener.path("dialogueTokens").asInt(0));
  }

  /**
   * All that stands before the request: the system part and the latest turns that fit the budget.
   */
  public String before(List<Exchange> dialogue, OpenerTokenizer tokenizer) {
    RequestNormalizer normalizer = new RequestNormalizer(lowerCase);
    StringBuilder turns = new StringBuilder();
    int budget = dialogueTokens;
    for (int i = dialogue.size() - 1; i >= 0 && budget > 0; i--) {
      Exchange exchange = dialogue.get(i);
      String turn =
          USER
              + normalizer.normalize(exchange.request())
              + ANSWER
              + new RequestNormalizer(false).normalize(exchange.answer())
              + "<|im_end|>\n";
      budget -= tokenizer.encode(turn).length;
      if (budget >= 0) {
        turns.insert(0, turn);
      }
    }
    String system =
        systemPrompt.isEmpty() ? "" : "<|im_start|>system\n" + systemPrompt + "<|im_end|>\n";
    return system + turns + USER;
  }

  private static JsonNode json(Path file) {
    if (!Files.exists(file)) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      return Json.read(file);
    } catch (IOException e) {
      throw new UpbeatException(
          "model-config-invalid",
          false,
          "Cannot use " + file + ": it is not readable JSON.",
          "Take the file that came with the checkpoint, or pull the model again.",
          e);
    }
  }
}

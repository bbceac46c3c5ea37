package dev.upbeat.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a {@link PromptTemplate} and refuses what can't be meant. */
final class PromptTemplateFile {
  private static final String OFFICIAL_SYSTEM_PROMPT = "You are a helpful assistant";
  private static final List<String> KEYS =
      List.of("template", "systemPrompt", "lowerCase", "dialogueTokens");

  /** Earlier turns beyond this would leave no room for the request. */
  private static final int MOST_DIALOGUE_TOKENS = 256;

  private final Path file;
  private final JsonNode opener;
  private final JsonNode tokenizer;

  private PromptTemplateFile(Path folder) {
    this.file = folder.resolve("opener.json");
    this.opener = json(file);
    this.tokenizer = json(folder.resolve("tokenizer_config.json"));
  }

  static PromptTemplate read(Path folder) {
    PromptTemplateFile files = new PromptTemplateFile(folder);
    files.requireKnownKeys();
    return new PromptTemplate(
        files.template(), files.systemPrompt(), files.lowerCase(), files.dialogueTokens());
  }

  private void requireKnownKeys() {
    if (!opener.isObject()) {
      throw invalid("it holds no JSON object");
    }
    for (Iterator<String> keys = opener.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!KEYS.contains(key)) {
        throw invalid("the key '" + key + "' is unknown; known are " + String.join(", ", KEYS));
      }
    }
  }

  private PromptTemplate.Form template() {
    JsonNode node = opener.path("template");
    String chat = tokenizer.path("chat_template").asText("");
    if (node.isMissingNode()) {
      return PromptTemplate.Form.CHATML;
    }
    PromptTemplate.Form form =
        Arrays.stream(PromptTemplate.Form.values())
            .filter(value -> node.isTextual() && id(value).equals(node.textValue()))
            .findFirst()
            .orElseThrow(
                () ->
                    invalid(
                        "'template' is "
                            + node
                            + "; this version knows "
                            + Arrays.stream(PromptTemplate.Form.values())
                                .map(value -> '"' + id(value) + '"')
                                .toList()));
    boolean names = chat.contains("assistant\\n") || chat.contains("assistant\n");
    if (!chat.isEmpty() && names != (form == PromptTemplate.Form.CHATML)) {
      throw invalid(
          "'template' is \"" + id(form) + "\", which contradicts 'chat_template' of the tokenizer");
    }
    return form;
  }

  private String systemPrompt() {
    JsonNode node = opener.path("systemPrompt");
    boolean has = tokenizer.path("chat_template").asText("system").contains("system");
    if (node.isMissingNode()) {
      return has ? OFFICIAL_SYSTEM_PROMPT : "";
    }
    if (!node.isTextual()) {
      throw invalid("'systemPrompt' is " + node + ", not a text");
    }
    if (!has && !node.textValue().isEmpty()) {
      throw invalid(
          "'systemPrompt' is given, but the tokenizer's 'chat_template' has no such part");
    }
    return node.textValue();
  }

  private boolean lowerCase() {
    JsonNode normalization = tokenizer.path("request_normalization");
    boolean lower = normalization.asText("").startsWith("lower case");
    JsonNode node = opener.path("lowerCase");
    if (node.isMissingNode()) {
      return lower;
    }
    if (!node.isBoolean()) {
      throw invalid("'lowerCase' is " + node + ", neither true nor false");
    }
    if (normalization.isTextual() && node.booleanValue() != lower) {
      throw invalid(
          "'lowerCase' is "
              + node
              + ", which contradicts 'request_normalization' of the tokenizer");
    }
    return node.booleanValue();
  }

  private int dialogueTokens() {
    JsonNode node = opener.path("dialogueTokens");
    if (node.isMissingNode()) {
      return 0;
    }
    if (!node.isIntegralNumber()
        || node.longValue() < 0
        || node.longValue() > MOST_DIALOGUE_TOKENS) {
      throw invalid("'dialogueTokens' is " + node + ", not a number from 0 to 256");
    }
    return node.intValue();
  }

  private static String id(PromptTemplate.Form form) {
    return form.name().toLowerCase(Locale.ROOT);
  }

  private UpbeatException invalid(String what) {
    return invalid(file, what, null);
  }

  private static UpbeatException invalid(Path file, String what, @Nullable Throwable cause) {
    return new UpbeatException(
        "model-config-invalid",
        false,
        "Cannot use " + file + ": " + what + ".",
        "Take the file that came with the checkpoint, or pull the model again.",
        cause);
  }

  private static JsonNode json(Path file) {
    if (!Files.exists(file)) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      return Json.read(file);
    } catch (IOException e) {
      throw invalid(file, "it is not readable JSON", e);
    }
  }
}

package dev.upbeat.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code tokenizer.json}, checks that it is of the family's kind and fits the checkpoint. */
final class TokenizerFile {
  private final Path file;
  private final JsonNode json;

  private TokenizerFile(Path file, JsonNode json) {
    this.file = file;
    this.json = json;
  }

  static Vocabulary read(Path file, int vocabularySize) {
    try {
      return new TokenizerFile(file, Json.read(file)).vocabulary(vocabularySize);
    } catch (IOException e) {
      throw unusable(file, "it is not readable JSON (" + e.getMessage() + ")", e);
    }
  }

  private Vocabulary vocabulary(int size) {
    JsonNode model = json.path("model");
    if (!model.path("vocab").isObject() || !model.path("merges").isArray()) {
      throw unusable("it holds no byte-pair encoding");
    }
    boolean splitDigits = checkSteps();
    Map<String, Integer> ids = new HashMap<>(32_768);
    model.path("vocab").fields().forEachRemaining(e -> ids.put(e.getKey(), e.getValue().asInt(-1)));
    Map<String, Integer> special = new LinkedHashMap<>();
    json.path("added_tokens")
        .forEach(token -> special.put(token.path("content").asText(), token.path("id").asInt(-1)));
    checkFit(ids, special, size);
    byte[][] tokens = new byte[size][0];
    int[] byteIds = new int[256];
    Arrays.fill(byteIds, -1);
    ids.forEach(
        (text, id) -> {
          tokens[id] = ByteAlphabet.read(text);
          if (text.length() == 1 && tokens[id].length == 1) {
            byteIds[tokens[id][0] & 0xff] = id;
          }
        });
    special.values().forEach(id -> tokens[id] = new byte[0]);
    return Vocabulary.of(splitDigits, special, byteIds, merges(model.path("merges"), ids), tokens);
  }

  private boolean checkSteps() {
    if (!json.path("normalizer").isNull() && !json.path("normalizer").isMissingNode()) {
      throw unusable("it has a normalizer, which the family's tokenizers have not");
    }
    JsonNode before = json.path("pre_tokenizer");
    List<JsonNode> steps = new ArrayList<>();
    if (before.path("type").asText().equals("Sequence")) {
      before.path("pretokenizers").forEach(steps::add);
    } else {
      steps.add(before);
    }
    boolean digits = false;
    boolean byteLevel = false;
    for (JsonNode step : steps) {
      String type = step.path("type").asText("none");
      if (type.equals("Digits") && step.path("individual_digits").asBoolean()) {
        digits = true;
      } else if (type.equals("ByteLevel")
          && !step.path("add_prefix_space").asBoolean(true)
          && step.path("use_regex").asBoolean(true)) {
        byteLevel = true;
      } else {
        throw unusable("its pre-tokenizer " + step + " is not supported");
      }
    }
    if (!byteLevel) {
      throw unusable("it is not of the byte-level kind");
    }
    return digits;
  }

  private void checkFit(Map<String, Integer> ids, Map<String, Integer> special, int size) {
    int highest = -1;
    for (Map<String, Integer> tokens : List.of(ids, special)) {
      for (Map.Entry<String, Integer> token : tokens.entrySet()) {
        if (token.getValue() < 0 || token.getValue() >= size) {
          throw unusable(
              "token '%s' has id %d, the checkpoint has %d rows"
                  .formatted(token.getKey(), token.getValue(), size));
        }
        highest = Math.max(highest, token.getValue());
      }
    }
    // Embeddings are padded to round numbers, but not by more than that.
    if (highest + 1 < size - size / 16) {
      throw unusable("it has %d tokens, the checkpoint %d".formatted(highest + 1, size));
    }
    for (String needed : List.of("<|im_start|>", "<|im_end|>")) {
      if (!special.containsKey(needed)) {
        throw unusable("it lacks the special token " + needed);
      }
    }
  }

  private static List<Vocabulary.Merge> merges(JsonNode array, Map<String, Integer> ids) {
    Map<Long, Vocabulary.Merge> merges = new LinkedHashMap<>();
    for (int rank = 0; rank < array.size(); rank++) {
      JsonNode pair = array.get(rank);
      String[] parts =
          pair.isArray()
              ? new String[] {pair.path(0).asText(), pair.path(1).asText()}
              : pair.asText().split(" ", 2);
      Integer left = ids.get(parts[0]);
      Integer right = parts.length > 1 ? ids.get(parts[1]) : null;
      Integer result = parts.length > 1 ? ids.get(parts[0] + parts[1]) : null;
      // A pair that makes no token of the vocabulary cannot happen.
      if (left != null && right != null && result != null) {
        Vocabulary.Merge merge = new Vocabulary.Merge(left, right, rank, result);
        merges.putIfAbsent(merge.pair(), merge);
      }
    }
    return List.copyOf(merges.values());
  }

  private UpbeatException unusable(String what) {
    return unusable(file, what, null);
  }

  private static UpbeatException unusable(Path file, String what, @Nullable Throwable cause) {
    return new UpbeatException(
        "tokenizer-unusable",
        false,
        "Cannot use " + file + ": " + what + ".",
        "Take the tokenizer.json that came with the checkpoint, or pull the model again.",
        cause);
  }
}

package dev.upbeat.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.core.UpbeatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Text to token ids and back, as {@code tokenizer.json} says; byte-level BPE, the family's kind.
 * Thread-safe.
 *
 * <p>In Java, because loading a native tokenizer takes longer than all the rest of a model's start
 * (decision 0003). The tests hold it against that native tokenizer.
 */
public final class OpenerTokenizer {
  // GPT-2's split into words; \s and \p{L} are meant for all of Unicode.
  private static final Pattern WORD =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern SINGLE_DIGITS = Pattern.compile("\\p{N}|\\P{N}+");

  private final BytePairMerges merges;
  private final boolean splitDigits;
  private final Map<String, Integer> specialTokens;
  private final @Nullable Pattern specialPattern;
  private final byte[][] bytes;

  private OpenerTokenizer(
      BytePairMerges merges,
      boolean splitDigits,
      Map<String, Integer> specialTokens,
      byte[][] bytes) {
    this.merges = merges;
    this.splitDigits = splitDigits;
    this.specialTokens = specialTokens;
    this.specialPattern =
        specialTokens.isEmpty()
            ? null
            : Pattern.compile(
                String.join("|", specialTokens.keySet().stream().map(Pattern::quote).toList()));
    this.bytes = bytes;
  }

  /**
   * Loads a tokenizer.
   *
   * @param vocabularySize rows of the model's embedding, which the ids must fit
   * @throws UpbeatException {@code tokenizer-unusable} if it is damaged, of another kind, or
   *     doesn't fit
   */
  public static OpenerTokenizer load(Path file, int vocabularySize) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw unusable(file, "it is not readable JSON (" + e.getMessage() + ")", e);
    }
    JsonNode model = json.path("model");
    if (!model.path("vocab").isObject() || !model.path("merges").isArray()) {
      throw unusable(file, "it holds no byte-pair encoding", null);
    }
    boolean splitDigits = checkSteps(file, json);
    Map<String, Integer> vocabulary = new HashMap<>(32_768);
    model
        .path("vocab")
        .fields()
        .forEachRemaining(e -> vocabulary.put(e.getKey(), e.getValue().asInt(-1)));
    Map<String, Integer> special = new LinkedHashMap<>();
    json.path("added_tokens")
        .forEach(token -> special.put(token.path("content").asText(), token.path("id").asInt(-1)));
    checkFit(file, vocabulary, special, vocabularySize);
    byte[][] bytes = new byte[vocabularySize][0];
    vocabulary.forEach((token, id) -> bytes[id] = ByteAlphabet.read(token));
    special.forEach((token, id) -> bytes[id] = new byte[0]);
    return new OpenerTokenizer(
        new BytePairMerges(vocabulary, merges(model.path("merges"))), splitDigits, special, bytes);
  }

  /** The ids of a text; special tokens written out, such as {@code <|im_end|>}, are recognized. */
  public int[] encode(String text) {
    IntStream.Builder ids = IntStream.builder();
    int at = 0;
    if (specialPattern != null) {
      Matcher matcher = specialPattern.matcher(text);
      while (matcher.find()) {
        encodePlain(text.substring(at, matcher.start()), ids);
        Integer id = specialTokens.get(matcher.group());
        if (id != null) {
          ids.add(id);
        }
        at = matcher.end();
      }
    }
    encodePlain(text.substring(at), ids);
    return ids.build().toArray();
  }

  /** The text of these ids; special tokens are left out, bytes that are no UTF-8 become U+FFFD. */
  public String decode(List<Integer> ids) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int id : ids) {
      text.writeBytes(id >= 0 && id < bytes.length ? bytes[id] : new byte[0]);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  /** The text of one id, a leading blank included; empty for a special token. */
  public String text(int id) {
    return decode(List.of(id));
  }

  /** Whether the id is that of a special token, which has no text. */
  public boolean isSpecial(int id) {
    return specialTokens.containsValue(id);
  }

  private void encodePlain(String text, IntStream.Builder ids) {
    if (!splitDigits) {
      encodeWords(text, ids);
      return;
    }
    Matcher parts = SINGLE_DIGITS.matcher(text);
    while (parts.find()) {
      encodeWords(parts.group(), ids);
    }
  }

  private void encodeWords(String text, IntStream.Builder ids) {
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      for (int id : merges.split(ByteAlphabet.write(words.group()))) {
        ids.add(id);
      }
    }
  }

  private static boolean checkSteps(Path file, JsonNode json) {
    if (!json.path("normalizer").isNull() && !json.path("normalizer").isMissingNode()) {
      throw unusable(file, "it has a normalizer, which the family's tokenizers have not", null);
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
        throw unusable(file, "its pre-tokenizer " + step + " is not supported", null);
      }
    }
    if (!byteLevel) {
      throw unusable(file, "it is not of the byte-level kind", null);
    }
    return digits;
  }

  private static void checkFit(
      Path file, Map<String, Integer> vocabulary, Map<String, Integer> special, int size) {
    int highest = -1;
    for (Map<String, Integer> tokens : List.of(vocabulary, special)) {
      for (Map.Entry<String, Integer> token : tokens.entrySet()) {
        if (token.getValue() < 0 || token.getValue() >= size) {
          throw unusable(
              file,
              "token '%s' has id %d, the checkpoint has %d rows"
                  .formatted(token.getKey(), token.getValue(), size),
              null);
        }
        highest = Math.max(highest, token.getValue());
      }
    }
    // Embeddings are padded to round numbers, but not by more than that.
    if (highest + 1 < size - size / 16) {
      throw unusable(
          file, "it has %d tokens, the checkpoint %d".formatted(highest + 1, size), null);
    }
    for (String needed : List.of("<|im_start|>", "<|im_end|>")) {
      if (!special.containsKey(needed)) {
        throw unusable(file, "it lacks the special token " + needed, null);
      }
    }
  }

  private static List<String[]> merges(JsonNode array) {
    List<String[]> pairs = new ArrayList<>(array.size());
    for (JsonNode merge : array) {
      pairs.add(
          merge.isArray()
              ? new String[] {merge.path(0).asText(), merge.path(1).asText()}
              : merge.asText().split(" ", 2));
    }
    return pairs;
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

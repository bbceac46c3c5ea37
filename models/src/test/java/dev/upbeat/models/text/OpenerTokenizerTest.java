package dev.upbeat.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenerTokenizerTest {
  private static final int VOCABULARY = 12_288;
  private static final Path FILE = TestModels.FOLDER.resolve("tokenizer.json");

  @TempDir Path folder;

  @Test
  void agreesWithTheNativeTokenizerOnRequestsAndOnNoise() throws IOException {
    OpenerTokenizer tokenizer = OpenerTokenizer.load(FILE, VOCABULARY);
    try (HuggingFaceTokenizer reference =
        HuggingFaceTokenizer.newInstance(
            FILE, Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"))) {
      for (String text : texts()) {
        long[] expected = reference.encode(text, false, false).getIds();
        assertThat(tokenizer.encode(text))
            .as(text)
            .isEqualTo(Arrays.stream(expected).mapToInt(id -> (int) id).toArray());
      }
    }
  }

  @Test
  void decodingGivesTheTextBack() throws IOException {
    OpenerTokenizer tokenizer = OpenerTokenizer.load(FILE, VOCABULARY);
    for (String text : texts()) {
      if (!text.contains("<|")) {
        List<Integer> ids = Arrays.stream(tokenizer.encode(text)).boxed().toList();
        assertThat(tokenizer.decode(ids)).isEqualTo(text);
      }
    }
  }

  @Test
  void aTokenizerThatDoesNotFitTheCheckpointIsRefused() throws IOException {
    assertUnusable(FILE, VOCABULARY - 1, "12287");
    assertUnusable(FILE, 2 * VOCABULARY, "12288 tokens");
    Path edited = folder.resolve("tokenizer.json");
    String json = Files.readString(FILE);
    Files.writeString(edited, json.replace("<|im_end|>", "<|over|>"));
    assertUnusable(edited, VOCABULARY, "<|im_end|>");
    Files.writeString(
        edited, json.replace("\"normalizer\": null", "\"normalizer\": {\"type\": \"NFKC\"}"));
    assertUnusable(edited, VOCABULARY, "normalizer");
    Files.writeString(edited, json.substring(0, json.length() / 2));
    assertUnusable(edited, VOCABULARY, "JSON");
    Files.writeString(edited, "{}");
    assertUnusable(edited, VOCABULARY, "byte-pair");
  }

  private static void assertUnusable(Path file, int vocabularySize, String part) {
    assertThatThrownBy(() -> OpenerTokenizer.load(file, vocabularySize))
        .isInstanceOfSatisfying(
            UpbeatException.class, e -> assertThat(e.code()).isEqualTo("tokenizer-unusable"))
        .hasMessageContaining(part);
  }

  private static List<String> texts() throws IOException {
    List<String> texts =
        new ArrayList<>(Files.readAllLines(TestModels.FOLDER.resolve("samples.tsv")));
    int[] alphabet = "abc  \n\t'’é12٣½中文🙂 .?!\u00a0\u200b<|>".codePoints().toArray();
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      random
          .ints(random.nextInt(30), 0, alphabet.length)
          .forEach(at -> text.appendCodePoint(alphabet[at]));
      texts.add(text.toString());
    }
    texts.add("<|im_start|>user\nwhy<|im_end|>\n");
    texts.add("");
    return texts;
  }
}

package dev.upbeat.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.Exchange;
import dev.upbeat.models.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTemplateTest {
  private static final List<Exchange> DIALOGUE =
      List.of(
          new Exchange("Who wrote it?", "Jane Austen wrote it in 1813."),
          new Exchange("And when?", "It appeared in 1813."));

  @TempDir Path folder;
  private final OpenerTokenizer tokenizer =
      OpenerTokenizer.load(TestModels.FOLDER.resolve("tokenizer.json"), 12_288);

  @Test
  void theStarterModelHasOneTokenBetweenRequestAndAnswer() {
    PromptTemplate template = PromptTemplate.read(TestModels.FOLDER);
    assertThat(template.lowerCase()).isTrue();
    assertThat(tokenizer.encode(template.template().answer())).hasSize(1);
    assertThat(before(template, List.of())).isEqualTo("<|im_start|>user\n");
    assertThat(before(template, DIALOGUE))
        .isEqualTo(
            "<|im_start|>user\nwho wrote it<|im_end|>Jane Austen wrote it in 1813<|im_end|>"
                + "<|im_start|>user\nand when<|im_end|>It appeared in 1813<|im_end|>"
                + "<|im_start|>user\n");
  }

  @Test
  void aLongAnswerIsCutToItsFirstWords() {
    Exchange story = new Exchange("tell me a story", "word ".repeat(200));
    String before = before(PromptTemplate.read(TestModels.FOLDER), List.of(story));
    assertThat(before.split("word", -1)).hasSize(25);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"template\": \"llama\"} | template",
        "{\"template\": 3} | template",
        "{\"template\": \"chatml\"} | template",
        "{\"systemPrompt\": 1} | systemPrompt",
        "{\"systemPrompt\": \"Be nice\"} | systemPrompt",
        "{\"lowerCase\": \"yes\"} | lowerCase",
        "{\"lowerCase\": false} | lowerCase",
        "{\"dialogueTokens\": -1} | dialogueTokens",
        "{\"dialogueTokens\": 1.5} | dialogueTokens",
        "{\"dialogueTokens\": 100000} | dialogueTokens",
        "{\"dialogTokens\": 40} | dialogTokens",
        "[] | JSON object",
        "{ | JSON",
      })
  void whatCannotBeMeantIsRefusedByName(String opener, String named) throws IOException {
    Files.copy(
        TestModels.FOLDER.resolve("tokenizer_config.json"),
        folder.resolve("tokenizer_config.json"));
    Files.writeString(folder.resolve("opener.json"), opener);
    assertThatThrownBy(() -> PromptTemplate.read(folder))
        .isInstanceOf(UpbeatException.class)
        .hasMessageContaining("opener.json")
        .hasMessageContaining(named);
  }

  @Test
  void aCheckpointThatSaysNothingIsAskedAsThePublishedOnes() {
    PromptTemplate template = PromptTemplate.read(folder);
    assertThat(before(template, List.of()))
        .isEqualTo("<|im_start|>system\nYou are a helpful assistant<|im_end|>\n<|im_start|>user\n");
  }

  @Test
  void aModelTrainedWithDialogueReadsTheLatestTurnsThatFit() throws IOException {
    Files.writeString(
        folder.resolve("opener.json"),
        "{\"systemPrompt\": \"\", \"lowerCase\": true, \"dialogueTokens\": 24}");
    assertThat(before(PromptTemplate.read(folder), DIALOGUE))
        .isEqualTo(
            "<|im_start|>user\nand when<|im_end|>\n<|im_start|>assistant\n"
                + "It appeared in 1813<|im_end|>\n<|im_start|>user\n");
    Files.writeString(
        folder.resolve("opener.json"), "{\"systemPrompt\": \"\", \"dialogueTokens\": 200}");
    assertThat(before(PromptTemplate.read(folder), DIALOGUE))
        .startsWith("<|im_start|>user\nWho wrote it<|im_end|>");
  }

  private String before(PromptTemplate template, List<Exchange> dialogue) {
    return template.before(template.fitting(dialogue, tokenizer));
  }
}

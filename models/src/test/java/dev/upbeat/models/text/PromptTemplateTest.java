package dev.upbeat.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.core.dialogue.Exchange;
import dev.upbeat.models.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptTemplateTest {
  private static final List<Exchange> DIALOGUE =
      List.of(
          new Exchange("Who wrote it?", "Jane Austen wrote it in 1813."),
          new Exchange("And when?", "It appeared in 1813."));

  @TempDir Path folder;
  private final OpenerTokenizer tokenizer =
      OpenerTokenizer.load(TestModels.FOLDER.resolve("tokenizer.json"), 12_288);

  @Test
  void theStarterModelReadsTheRequestAlone() {
    PromptTemplate template = PromptTemplate.read(TestModels.FOLDER);
    assertThat(template.lowerCase()).isTrue();
    assertThat(template.before(DIALOGUE, tokenizer)).isEqualTo("<|im_start|>user\n");
  }

  @Test
  void aCheckpointThatSaysNothingIsAskedAsThePublishedOnes() {
    PromptTemplate template = PromptTemplate.read(folder);
    assertThat(template.before(List.of(), tokenizer))
        .isEqualTo("<|im_start|>system\nYou are a helpful assistant<|im_end|>\n<|im_start|>user\n");
  }

  @Test
  void aModelTrainedWithDialogueReadsTheLatestTurnsThatFit() throws IOException {
    Files.writeString(
        folder.resolve("opener.json"),
        "{\"systemPrompt\": \"\", \"lowerCase\": true, \"dialogueTokens\": 24}");
    assertThat(PromptTemplate.read(folder).before(DIALOGUE, tokenizer))
        .isEqualTo(
            "<|im_start|>user\nand when<|im_end|>\n<|im_start|>assistant\n"
                + "It appeared in 1813<|im_end|>\n<|im_start|>user\n");
    Files.writeString(
        folder.resolve("opener.json"), "{\"systemPrompt\": \"\", \"dialogueTokens\": 200}");
    assertThat(PromptTemplate.read(folder).before(DIALOGUE, tokenizer))
        .startsWith("<|im_start|>user\nWho wrote it<|im_end|>");
  }
}

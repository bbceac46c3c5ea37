package dev.upbeat.models.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordConstraintTest {
  private static final Lexicon LEXICON =
      Lexicon.of(
          List.of(
              "the",
              "capital",
              "of",
              "is",
              "it's",
              "are",
              "for",
              "I",
              "I'm",
              "Peru",
              "McDonald's"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // request | said so far | token | allowed
        "why is my dough overripe | The over | ripe | true",
        "why is my dough overripe | The over | rre | false",
        "why is my dough overripe | The over | ' is' | false",
        "why is my dough overripe | The overripe | ' is' | true",
        "the mitochondria | The mitoch | es | false",
        "the mitochondria | The mitoch | ond | true",
        "what is the capital of peru | The capital of | ' Per' | true",
        "what is the capital of peru | The capital of | ' Pel' | false",
        "what is the capital of peru | The capital of | ' Lima' | false",
        "what is the capital of chile | The capital of | ' Peru' | false",
        "is mcdonald's open | The | ' McD' | true",
        "is mcdonald's open | The | ' MD' | false",
        "what is nasa | The capital of | ' NASA' | true",
        "what is nasa | The capital of | ' NAsa' | false",
        "what is nasa | The | ' Capital' | false",
        "what is nasa | T | he | true",
        "what is nasa | The | ', ' | true",
        "what is nasa | Th | ', ' | false",
        "call me at 5 | For | ' 5' | true",
        "call me at 5 | For | ' 6' | false",
        "do my sisters bake | For your sist | er | true",
        "do my sisters bake | The | ' baking' | true",
        "do my sisters bake | The | ' your' | true",
        "how big is the sun-dried one | The | ' sun' | true",
        "спасибо | The | ' \ufffd' | true",
        "thanks | The | ' \ufffd' | false",
      })
  void aTokenIsAllowedIfWhatItMakesCanBeAWord(
      String request, String text, String token, boolean allowed) {
    String typed = token.replace("\\ufffd", "\ufffd");
    assertThat(new WordConstraint(LEXICON, request).mayFollow(text, typed)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "what is the capital of peru | The capital of Peru | true",
        "what is the capital of peru | The capital of peru | true",
        "what is the capital of peru | The capital of Per | false",
        "what is it | It's | true",
        "what is it | It' | false",
        "what is it | The capital, | true",
        "how are you | I'm | true",
        "how are you | i'm | true",
      })
  void anOpenerEndsBehindAWord(String request, String text, boolean allowed) {
    assertThat(new WordConstraint(LEXICON, request).mayEnd(text)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the capital of peru is | The capital of Peru is",
        "the best of mcdonald's, | The best of McDonald's,",
        "i'm for it | I'm for it",
        "'' | ''",
      })
  void namesAreWrittenAsPeopleWriteThem(String text, String written) {
    assertThat(new WordConstraint(LEXICON, "").written(text)).isEqualTo(written);
  }

  @Test
  void aModelWithoutWordsMaySayAnything(@TempDir Path folder) {
    WordConstraint open = new WordConstraint(Lexicon.read(folder), "hello");
    assertThat(open.mayFollow("Xyz", "zy")).isTrue();
    assertThat(open.mayEnd("Xyzzy")).isTrue();
  }

  @Test
  void anEmptyOrDamagedListIsNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("words.txt");
    Files.writeString(file, "# nothing\n");
    assertThatThrownBy(() -> Lexicon.read(folder))
        .isInstanceOf(UpbeatException.class)
        .hasMessageContaining("words.txt");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 1});
    assertThatThrownBy(() -> Lexicon.read(folder))
        .isInstanceOf(UpbeatException.class)
        .hasMessageContaining("words.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "baking, bake",
    "planned, plan",
    "plan, planning",
    "berries, berry",
    "cat, cats",
    "cat, cat's",
    "box, boxes",
    "try, tried",
    "my, your",
    "I'm, i'm",
    "watches, watch",
    "sourdough-starter, starter"
  })
  void plainFormsOfARequestsWordsAreItsOwn(String heard, String said) {
    assertThat(WordForms.of(heard)).contains(said);
  }
}

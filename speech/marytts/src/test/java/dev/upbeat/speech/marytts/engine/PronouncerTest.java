package dev.upbeat.speech.marytts.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.speech.marytts.pronunciation.Pronunciations;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PronouncerTest {
  private static final Map<String, String> LEXICON =
      Map.of(
          "she",
          "' S i",
          "that",
          "' D { t",
          "should",
          "' S U d",
          "boss",
          "' b O s",
          "nasa",
          "' n { - s @",
          "I",
          "' AI",
          "us",
          "' V s",
          "the",
          "D @");

  private final Pronouncer pronouncer = new Pronouncer(Pronunciations.bundled(), LEXICON::get);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "she'll|' S i l",
        "she's|' S i z",
        "that's|' D { t s",
        "boss's|' b O s - @ z",
        "should've|' S U d - @ v",
        "I'm|' AI m",
        "don't|' d @U n t",
        "Don't|' d @U n t",
        "boss'|' b O s",
        "Lima|' l i - m @",
        "LIMA's|' l i - m @ z",
        "CEOs|,s i - , i - ' @U z",
        "US|,j u - ' E s",
        "FBI|,E f - , b i - ' AI",
        "xkcd|,E k s - , k EI - , s i - ' d i",
      })
  void knowsWhatTheLexiconDoesNot(String word, String phones) {
    assertThat(pronouncer.phones(word).replace(", ", ",")).isEqualTo(phones.replace(", ", ","));
  }

  @ParameterizedTest
  @CsvSource({"Peru", "she", "rock'n'roll"})
  void leavesTheRestToMaryTts(String word) {
    assertThat(pronouncer.phones(word)).isNull();
  }
}

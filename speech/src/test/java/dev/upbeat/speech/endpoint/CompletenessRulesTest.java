package dev.upbeat.speech.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletenessRulesTest {
  private final CompletenessRules english = CompletenessRules.english();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stop",
        "thank you",
        "what time is it",
        "how are you",
        "who is she",
        "what's the weather like",
        "where are you from",
        "turn the kitchen light off",
        "turn it up",
        "play some jazz",
        "remind me to call my mother",
        "set a timer for ten minutes",
        "tell me a joke",
        "how old is the earth",
        "is it going to rain tomorrow",
        "can you help me with my homework",
        "how do i get there"
      })
  void finished(String words) {
    assertThat(english.judge(words)).isEqualTo(Completeness.FINISHED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what",
        "what is",
        "what is the",
        "what is the capital of",
        "set a timer",
        "set a timer for",
        "set a timer for ten",
        "remind me to",
        "remind me to call my",
        "play",
        "play some jazz and",
        "i want",
        "i want to",
        "tell me",
        "tell me a joke about",
        "um",
        "what is the um",
        "please",
        "how many",
        "can you",
        "do you",
        "turn on the",
        "i'm",
        "what's the weather in",
        "what is the name of"
      })
  void unfinished(String words) {
    assertThat(english.judge(words)).isEqualTo(Completeness.UNFINISHED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "bananas", "what is it for", "what are you thinking about", "i want a coffee"})
  void undecided(String words) {
    assertThat(english.judge(words)).isEqualTo(Completeness.UNDECIDED);
  }

  @Test
  void theFirstRuleThatFitsDecides() throws IOException {
    CompletenessRules rules =
        CompletenessRules.read(
            new StringReader(
                "little = le|la\n# a comment\n\nunfinished : * $little\nfinished : _ *\n"));
    assertThat(rules.judge("quelle est la")).isEqualTo(Completeness.UNFINISHED);
    assertThat(rules.judge("Quelle heure")).isEqualTo(Completeness.FINISHED);
    assertThat(rules.judge(" ")).isEqualTo(Completeness.UNDECIDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "maybe : *", "finished : $unknown", "finished : a(b", "x = a b"})
  void aLineThatIsNoRuleIsNamed(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompletenessRules.read(new StringReader("# first\n" + line)))
        .withMessageStartingWith("line 2: ");
  }
}

package dev.upbeat.models.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.models.text.Words;
import java.util.HashSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenerRulesTest {
  private final OpenerRules rules = new OpenerRules();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "what is the capital of peru | The capital of peru is | NONE",
        "what is the capital of peru | the capital of peru | REPETITION",
        "what is the capital of peru | The the capital is | REPETITION",
        "why is it so | it is so that it is so | REPETITION",
        "why is it so | Well, | TOO_SHORT",
        "say something bad | well, this shit is | PROFANITY",
        "why is it so | that is \ufffd because | UNSPEAKABLE"
      })
  void refusesWhatNobodyShouldHear(String request, String opener, Draft.Refusal expected) {
    assertThat(rules.judge(opener, Words.of(opener), Words.of(request), 3)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The capital of Peru | -1",
        "The tongue tongue | 11",
        "For a motto for a | 12",
        "Your travel alerts, travel alerts | 20",
        "A slice of a | -1",
        "Well | -1",
      })
  void knowsWhereAnOpenerBeginsToSayTheSameAgain(String text, int start) {
    assertThat(rules.startOfRepetition(text)).isEqualTo(start);
  }

  @ParameterizedTest
  @CsvSource({
    "set a timer for ten minutes, ten, false",
    "set a timer for 10 minutes, 10, false",
    "set a timer, ten, true",
    "how many are there, 42, true",
    "how many are there, one, false",
    "who was it, 1813, true"
  })
  void knowsTheNumbersThatTheRequestDoesNotHold(String request, String word, boolean unheard) {
    assertThat(rules.isUnheardNumber(word, new HashSet<>(Words.of(request)))).isEqualTo(unheard);
  }
}

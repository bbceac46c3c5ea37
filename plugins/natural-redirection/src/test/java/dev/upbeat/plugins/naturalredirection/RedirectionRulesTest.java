package dev.upbeat.plugins.naturalredirection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.core.dialogue.ContinuationRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the method may be used, and how it finds broken rules. */
final class RedirectionRulesTest {
  private static final NaturalRedirection METHOD = new NaturalRedirection();

  private static ContinuationRequest request(String opener, String request) {
    return new ContinuationRequest("t1", request, opener, List.of(), Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my father died last week",
        "i want to die",
        "my son swallowed poison what do i do",
        "how much ibuprofen can i give my daughter",
        "no that's wrong i asked for the weather",
        "that's not what i asked",
        "i lost my wife in march",
      })
  void isNotForRequestsThatNeedPlainWords(String words) {
    assertThat(METHOD.suits(request("The best way to cook rice is", words))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Okay, deleting that for you right now",
        "Sure, I've sent the email to",
        "Your transfer has been submitted and",
        "",
        " ",
      })
  void isNotForOpenersThatReportActsNorForNone(String opener) {
    assertThat(METHOD.suits(request(opener, "why do cats purr"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "The best way to cook rice is, why do cats purr",
    "'Okay, setting a timer for ten minutes', what is the capital of peru",
    "It's, i'm feeling really nervous about my interview tomorrow",
    "The capital of peru is, how do i get red wine out of a carpet",
  })
  void isForTheRest(String opener, String words) {
    assertThat(METHOD.suits(request(opener, words))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "' another story; that was wrong, cats purr because they are content.', blunt word: wrong",
    "' not possible here, but cats purr.', blunt word: not possible",
    "' about cats; sorry about that.', explains or apologises: sorry about that",
    "' one thing. Let me start over: cats purr.', explains or apologises: let me start over",
    "' another story. The best way to cook rice is easy, but cats purr.', repeats the opener",
    "' for later. Do your cats purr? Do you like it?', asks 2 questions",
    "' something that one could go on about for a very long while indeed before anything else,"
        + " cats.', bridge of more than 12 words",
  })
  void findsBrokenRules(String continuation, String broken) {
    assertThat(
            METHOD.check(request("The best way to cook rice is", "why do cats purr"), continuation))
        .hasValue(broken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " another",
        " another story, and cats purr because a small muscle in the throat moves quickly.",
        " a question for cooks; cats, though, purr when they are content. Does yours?",
      })
  void findsNothingInGoodAnswers(String continuation) {
    assertThat(
            METHOD.check(request("The best way to cook rice is", "why do cats purr"), continuation))
        .isEmpty();
  }

  @Test
  void theUsersOwnWordsMayBeSaidBack() {
    assertThat(
            METHOD.check(
                request("The best way to cook rice is", "what's wrong with my car"),
                " another story; what's wrong with your car is likely the battery."))
        .isEmpty();
  }
}

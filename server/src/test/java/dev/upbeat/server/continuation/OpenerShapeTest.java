package dev.upbeat.server.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenerShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set a timer for ten minutes | Okay, setting a timer for ten minutes | true",
        "turn off the kitchen lights | Sure, turning off the kitchen lights | true",
        "remind me to call my mother | Okay, I'll remind you to call your mother | true",
        "remind me to call my mother tonight | Okay, I'll remind you to call your mother | false",
        "set a timer for ten minutes | Okay, your timer for ten minutes is | false",
        "remind me to | Sure, I'll remind you to | false",
        "what is the capital of peru | The capital of peru is | false",
        "get me an americano | Okay, one moment, | false"
      })
  void tellsWholeSentences(String request, String opener, boolean complete) {
    assertThat(OpenerShape.isComplete(request, opener)).isEqualTo(complete);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "why do cats purr | Let me see, | true",
        "i'm nervous about my interview | I'm listening, and | true",
        "why do cats purr | That depends on | false",
        "i'm nervous about my interview | It's normal to feel nervous, and | false",
        "why do cats purr | Cats purr, | false"
      })
  void tellsLeadIns(String request, String opener, boolean leadIn) {
    assertThat(OpenerShape.isLeadIn(request, opener)).isEqualTo(leadIn);
  }
}

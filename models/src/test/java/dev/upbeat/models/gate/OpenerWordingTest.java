package dev.upbeat.models.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.core.dialogue.OpenerToken;
import dev.upbeat.models.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenerWordingTest {
  private static List<OpenerToken> tokens(String... texts) {
    return Arrays.stream(texts).map(text -> new OpenerToken(5, text, -0.5, 1, 0.5)).toList();
  }

  private static List<String> texts(List<OpenerToken> tokens) {
    return tokens.stream().map(OpenerToken::text).toList();
  }

  @Test
  void theFirstWordIsLeftOutWhole() {
    assertThat(texts(OpenerWording.afterFirstWord(tokens("Sim", "ply", " put", ","))))
        .containsExactly(" put", ",");
    assertThat(OpenerWording.afterFirstWord(tokens("Simply"))).isEmpty();
    assertThat(OpenerWording.afterFirstWord(List.of())).isEmpty();
  }

  @Test
  void aWordsTokensAreFoundThroughItsCaseAndPunctuation() {
    List<OpenerToken> tokens = tokens("The", " cro", "iss", "ant", ",", " is");
    assertThat(texts(OpenerWording.of(Set.of("croissant"), tokens)))
        .containsExactly(" cro", "iss", "ant", ",");
  }

  @Test
  void wordsThatNobodyWritesAreCounted() {
    assertThat(OpenerWording.malformedWords("Sure, I've put:do extract on")).isEqualTo(1);
    assertThat(OpenerWording.malformedWords("To plantGoodbye how to Child")).isEqualTo(2);
    assertThat(OpenerWording.malformedWords("Okay, I'll set it, I think,")).isZero();
    assertThat(OpenerWording.malformedWords("")).isZero();
  }

  @Test
  void anEchoIsHeardFromTheOtherSide() {
    assertThat(
            OpenerWording.longestEcho(
                Words.of("how do i lower my blood pressure"),
                Words.of("To lower your blood pressure, you'll want to")))
        .isEqualTo(4);
    assertThat(OpenerWording.longestEcho(List.of(), Words.of("Well, then"))).isZero();
    assertThat(OpenerWording.longestEcho(Words.of("hello"), List.of())).isZero();
  }
}

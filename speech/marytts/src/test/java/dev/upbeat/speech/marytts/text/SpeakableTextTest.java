package dev.upbeat.speech.marytts.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakableTextTest {
  /** Every kind with its near misses: {@code written-to-spoken.tsv}. */
  @ParameterizedTest
  @MethodSource("table")
  void writesOutAsOneWouldSayIt(String written, String spoken) {
    assertThat(spoken(written)).isEqualTo(spoken);
  }

  static List<Arguments> table() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(
            SpeakableTextTest.class.getResourceAsStream("written-to-spoken.tsv"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .map(line -> line.split("\t", -1))
          .map(cells -> Arguments.of(cells[0], cells[1]))
          .toList();
    }
  }

  @Test
  void dropsMarkup() {
    assertThat(spoken("<p>so <b>bold</b> &amp; more<br/></p>")).isEqualTo("so bold and more");
  }

  @Test
  void readsListsAndHeadingsAsSentences() {
    assertThat(spoken("# Steps\n\n1. Boil it\n2. Eat it\n\n- one\n- two"))
        .isEqualTo("Steps . | one . | Boil it . | two . | Eat it ; one ; two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\t",
        "...",
        "?!",
        "😀😀",
        "\u0000\u0001\u200b",
        "\"'\"",
        "—",
        "()",
        "```\ncode\n```"
      })
  void findsNothingToSay(String text) {
    assertThat(SpeakableText.sentences(text, word -> false)).isEmpty();
  }

  @Property(tries = 1000)
  void makesSpeakableTokensOfAnything(@ForAll @StringLength(max = 80) String text) {
    assertSpeakable(text);
  }

  @Property(tries = 1000)
  void makesSpeakableTokensOfSignsAndNumbers(
      @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') String text) {
    assertSpeakable(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "1", "1 ", "1-", "*", "_a ", "[a](", "1.", "a.a@", "$1,", "A. ", "<a", "`", "|", "1/",
        "\n"
      })
  void isNotTrappedByRepetition(String piece) {
    Assertions.assertTimeout(
        Duration.ofSeconds(30),
        () -> SpeakableText.sentences(piece.repeat(5_000 / piece.length()), word -> false));
  }

  @Test
  void leavesWhatTheDictionaryHasAsWritten() {
    assertThat(SpeakableText.sentences("an iPhone GIF, YouTube's", word -> true))
        .containsExactly(new Sentence(List.of("an", "iPhone", "GIF", ",", "YouTube's")));
  }

  @Test
  void refusesASentenceThatBeginsWithAMark() {
    assertThatThrownBy(() -> new Sentence(List.of(",", "so")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertSpeakable(String text) {
    for (Sentence sentence : SpeakableText.sentences(text, word -> false)) {
      assertThat(sentence.tokens())
          .allMatch(token -> token.matches("[A-Za-z][A-Za-z']{0,39}|[,;:.?!]|'[A-Za-z']{0,39}"));
    }
  }

  private static String spoken(String text) {
    return SpeakableText.sentences(text, word -> false).stream()
        .map(sentence -> String.join(" ", sentence.tokens()))
        .collect(Collectors.joining(" | "));
  }
}

package dev.upbeat.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.core.turn.SpeakableSegmenter.Segment;
import dev.upbeat.core.turn.SpeakableSegmenter.Urgency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakableSegmenterTest {
  @Test
  void waitsForTheSentenceWhileThereIsTime() {
    SpeakableSegmenter segmenter = new SpeakableSegmenter(true, 15);
    segmenter.append(" Lima, which lies at the sea");
    assertThat(segmenter.next(Urgency.SENTENCE)).isEmpty();
    segmenter.append(". It");
    Segment first = segmenter.next(Urgency.SENTENCE).orElseThrow();
    assertThat(first.text().text()).isEqualTo("Lima, which lies at the sea.");
    assertThat(first.text().startsSentence()).isFalse();
    assertThat(first.text().endsSentence()).isTrue();
    assertThat(first.pauseBeforeMs()).isEqualTo(15);
    segmenter.append(" is big.");
    Segment second = segmenter.finish().orElseThrow();
    assertThat(second.text().startsSentence()).isTrue();
    assertThat(second.pauseBeforeMs()).isEqualTo(SpeakableSegmenter.SENTENCE_PAUSE_MS);
    assertThat(segmenter.finish()).isEmpty();
  }

  @Test
  void cutsAtClausesAndBetweenWordsWhenTimeIsShort() {
    SpeakableSegmenter segmenter = new SpeakableSegmenter(false, 0);
    segmenter.append("When it rains in the spring, the river and the");
    assertThat(text(segmenter.next(Urgency.CLAUSE))).isEqualTo("When it rains in the spring,");
    assertThat(segmenter.next(Urgency.CLAUSE)).isEmpty();
    segmenter.append(" lake ri");
    assertThat(text(segmenter.next(Urgency.WORDS))).isEqualTo("the river and the lake");
    assertThat(segmenter.next(Urgency.ANYTHING)).isEmpty();
  }

  @Test
  void aPieceDoesNotEndOnAWordThatLeansOnTheNext() {
    SpeakableSegmenter segmenter = new SpeakableSegmenter(false, 0);
    segmenter.append("one two three of the ");
    assertThat(text(segmenter.next(Urgency.WORDS))).isEqualTo("one two three");
  }

  @Test
  void abbreviationsAndDecimalsEndNoSentence() {
    SpeakableSegmenter segmenter = new SpeakableSegmenter(false, 0);
    segmenter.append("Dr. J. Smith paid 3.5 dollars at 5 p.m. sharp. Then ");
    assertThat(text(segmenter.next(Urgency.SENTENCE)))
        .isEqualTo("Dr. J. Smith paid 3.5 dollars at 5 p.m. sharp.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the shop in town is open 9am - 5pm today",
        "the shop in town is open from 9 am on",
        "the shop in town opens July 4, 2024 or so",
        "the shop in town opens 3 – 5 March again",
        "it was built under the king Louis XIV of France",
        "they all came home after World War II was over",
        "the army was led by Gen. Lee at that time",
        "it takes about two and 2h 30m in all",
        "you have to call me at +1 555 123 4567 now",
        "one of them said that 5 * 3 is right",
        "the whole thing costs about $5 million a year",
        "it weighs more or less than 3.5 kg again",
      })
  void neverCutsInsideWhatIsSaidAsOne(String text) {
    for (Urgency urgency : Urgency.values()) {
      for (int step = 1; step < 8; step++) {
        SpeakableSegmenter segmenter = new SpeakableSegmenter(false, 0);
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < text.length(); i += step) {
          segmenter.append(text.substring(i, Math.min(text.length(), i + step)));
          segmenter.next(urgency).ifPresent(piece -> pieces.add(piece.text().text()));
        }
        segmenter.finish().ifPresent(piece -> pieces.add(piece.text().text()));
        assertThat(String.join(" | ", pieces))
            .doesNotContainPattern("\\d[^ ]* \\| |\\| [*–-] |\\. \\||\\| (XIV|II)|[-–*] \\|");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"–5 degrees", ".5 percent", "-5 degrees", "—3 at night"})
  void aSignAtTheSeamIsKept(String text) {
    SpeakableSegmenter segmenter = new SpeakableSegmenter(true, 15);
    for (char c : (" " + text).toCharArray()) {
      segmenter.append(String.valueOf(c));
      assertThat(segmenter.next(Urgency.SENTENCE)).isEmpty();
    }
    assertThat(text(segmenter.finish())).isEqualTo(text);
  }

  @Test
  void anAbbreviationIsNotTheLastWord() {
    SpeakableSegmenter segmenter = new SpeakableSegmenter(false, 0);
    segmenter.append("He fought under Gen. ");
    assertThat(segmenter.next(Urgency.SENTENCE)).isEmpty();
    segmenter.append("Lee. Then he left. ");
    assertThat(text(segmenter.next(Urgency.SENTENCE))).isEqualTo("He fought under Gen. Lee.");
    assertThat(SpeakableSegmenter.pauseAfter("The best known is Mr.")).isZero();
  }

  @Test
  void leadingMarksBecomeAPause() {
    SpeakableSegmenter segmenter = new SpeakableSegmenter(true, 15);
    segmenter.append(", of course. ");
    Segment segment = segmenter.finish().orElseThrow();
    assertThat(segment.text().text()).isEqualTo("of course.");
    assertThat(segment.pauseBeforeMs()).isEqualTo(SpeakableSegmenter.CLAUSE_PAUSE_MS);
  }

  @Test
  void marksAloneAreNotSpoken() {
    SpeakableSegmenter segmenter = new SpeakableSegmenter(false, 0);
    segmenter.append(" \" - … ");
    assertThat(segmenter.finish()).isEmpty();
  }

  @Property
  void noWordIsLostOrSaidTwice(@ForAll("texts") String text, @ForAll List<Urgency> urgencies) {
    SpeakableSegmenter segmenter = new SpeakableSegmenter(false, 0);
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < text.length(); i += 3) {
      segmenter.append(text.substring(i, Math.min(text.length(), i + 3)));
      Urgency urgency =
          urgencies.isEmpty() ? Urgency.SENTENCE : urgencies.get(i % urgencies.size());
      segmenter.next(urgency).ifPresent(piece -> pieces.add(piece.text().text()));
    }
    Optional<Segment> rest;
    while ((rest = segmenter.finish()).isPresent()) {
      pieces.add(rest.get().text().text());
    }
    assertThat(letters(String.join("", pieces))).isEqualTo(letters(text));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab cd. ,!?:—3\"e'").ofMaxLength(120);
  }

  private static String letters(String text) {
    return text.replaceAll("[^a-z0-9]", "");
  }

  private static String text(Optional<Segment> segment) {
    return segment.orElseThrow().text().text();
  }
}

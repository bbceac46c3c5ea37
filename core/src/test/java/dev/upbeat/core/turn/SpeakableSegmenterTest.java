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

package dev.upbeat.speech.marytts.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhrasesTest {
  @Test
  void leavesAShortSentenceWhole() {
    Sentence sentence = sentence("It rains , and it pours .");
    assertThat(Phrases.of(sentence)).containsExactly(sentence);
  }

  @Test
  void cutsALongSentenceBehindAMark() {
    String half = "word ".repeat(15).strip();
    assertThat(Phrases.of(sentence(half + " , " + half + " .")))
        .containsExactly(sentence(half + " ,"), sentence(half + " ."));
  }

  @Test
  void cutsBeforeAWordThatBeginsAPhrase() {
    String half = "word ".repeat(20).strip();
    assertThat(Phrases.of(sentence(half + " because " + half)))
        .containsExactly(sentence(half), sentence("because " + half));
  }

  @Test
  void losesNothingOfATextWithoutAnyMark() {
    Sentence endless = sentence("word ".repeat(1000).strip() + " .");
    List<Sentence> pieces = Phrases.of(endless);
    assertThat(pieces).allMatch(piece -> piece.words() <= Phrases.LONGEST);
    assertThat(pieces.stream().flatMap(piece -> piece.tokens().stream()))
        .containsExactlyElementsOf(endless.tokens());
  }

  private static Sentence sentence(String tokens) {
    return new Sentence(List.of(tokens.split(" ")));
  }
}

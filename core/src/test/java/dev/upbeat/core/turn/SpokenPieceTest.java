package dev.upbeat.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpokenPieceTest {
  private static final long MS = 1_000_000;

  @Test
  void aWordCountsWhenItHasBeenHeardToItsEnd() {
    SpokenPiece piece = new SpokenPiece("Lima, a city.");
    piece.sounds(1_000 * MS, 600 * MS);
    piece.sounds(1_600 * MS, 600 * MS);
    piece.whole();

    assertThat(heard(piece, 900)).isEmpty();
    assertThat(heard(piece, 1_200)).isEmpty();
    assertThat(heard(piece, 1_700)).isEqualTo("Lima,");
    assertThat(heard(piece, 2_199)).doesNotEndWith("city.");
    assertThat(heard(piece, 2_200)).isEqualTo("Lima, a city.");
    assertThat(piece.heardBy(SpokenAnswer.TO_THE_END)).isEqualTo(13);
  }

  @Test
  void silenceBetweenTwoChunksIsNoWord() {
    SpokenPiece piece = new SpokenPiece("one two");
    piece.sounds(0, 350 * MS);
    piece.sounds(5_000 * MS, 350 * MS);
    piece.whole();

    assertThat(heard(piece, 4_900)).isEqualTo("one");
  }

  @Test
  void numbersTakeLongerThanTheirDigits() {
    SpokenPiece piece = new SpokenPiece("It was 1984 then");
    piece.sounds(0, 2_000 * MS);
    piece.whole();

    // By letters alone, 1984 would end at 1375 ms.
    assertThat(heard(piece, 1_400)).isEqualTo("It was");
  }

  @Test
  void ofAPieceWhoseSynthesisWasCutShortOnlyWhatItsSoundCanHoldWasHeard() {
    SpokenPiece piece = new SpokenPiece("a very long story that nobody wants to hear");
    piece.sounds(0, 500 * MS);

    assertThat(heard(piece, 10_000)).isEqualTo("a very");
  }

  @Test
  void aTextThatIsReadCountsAsToldAndOneThatCannotBeSpokenDoesNot() {
    SpokenPiece read = new SpokenPiece("read");
    read.whole();
    assertThat(read.heardBy(0)).isEqualTo(4);

    SpokenPiece broken = new SpokenPiece("broken");
    broken.unspeakable();
    assertThat(broken.heardBy(SpokenAnswer.TO_THE_END)).isZero();

    assertThat(new SpokenPiece("not begun").heardBy(SpokenAnswer.TO_THE_END)).isZero();
  }

  private static String heard(SpokenPiece piece, long ms) {
    return piece.text().substring(0, piece.heardBy(ms * MS));
  }
}

package dev.upbeat.core.turn;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of text that was given to the loudspeaker, and when its sound plays: tells how much of it
 * had been heard by a moment. Turn's thread only.
 *
 * <p>Synthesizers tell no word times. Where each word ends is estimated from its share of the
 * piece's letters, on the sound's own duration.
 */
final class SpokenPiece {
  /** A voice's usual pace, for a piece whose synthesis was cut short: its length is unknown. */
  private static final double NANOS_PER_WEIGHT = 62e6;

  private static final int DIGIT_WEIGHT = 4;
  private static final int SYMBOL_WEIGHT = 6;
  private static final int PAUSE_WEIGHT = 3;

  private record Sound(long start, long nanos) {}

  private final String text;
  private final List<Sound> sounds = new ArrayList<>();
  private boolean whole;
  private boolean unspeakable;

  SpokenPiece(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** Sound of the piece that begins to play at {@code start}; both in ns. */
  void sounds(long start, long nanos) {
    sounds.add(new Sound(start, nanos));
  }

  /** All of its sound is queued; without any, it was a text to read, and counts as told. */
  void whole() {
    whole = true;
  }

  /** The synthesizer could not speak it. */
  void unspeakable() {
    unspeakable = true;
  }

  /** Whether somebody who has heard all that was queued misses something of it. */
  boolean isBroken() {
    return unspeakable;
  }

  /**
   * The words that had been heard to their end.
   *
   * @param moment in ns
   * @return a beginning of the text, in characters; cut behind a word
   */
  int heardBy(long moment) {
    if (sounds.isEmpty()) {
      return whole && !unspeakable ? text.length() : 0;
    }
    long made = 0;
    long heard = 0;
    for (Sound sound : sounds) {
      made += sound.nanos();
      heard +=
          moment == SpokenAnswer.TO_THE_END
              ? sound.nanos()
              : Math.max(0, Math.min(moment - sound.start(), sound.nanos()));
    }
    if (whole && heard == made) {
      return text.length();
    }
    double all = weightOf(text, text.length());
    double length = whole ? made : Math.max(made, all * NANOS_PER_WEIGHT);
    return lastWordEnding(heard / length * all);
  }

  private int lastWordEnding(double weight) {
    int heard = 0;
    for (int i = 1; i <= text.length(); i++) {
      boolean wordEnds =
          !Character.isWhitespace(text.charAt(i - 1))
              && (i == text.length() || Character.isWhitespace(text.charAt(i)));
      if (wordEnds && weightOf(text, i) <= weight) {
        heard = i;
      }
    }
    return heard;
  }

  /** How long the first characters take to say, in letters. */
  private static double weightOf(String text, int end) {
    double weight = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isDigit(c)) {
        weight += DIGIT_WEIGHT;
      } else if (Character.isLetter(c) || Character.isWhitespace(c)) {
        weight++;
      } else if ("$€£%°&@+=#".indexOf(c) >= 0) {
        weight += SYMBOL_WEIGHT;
      } else if (",;:.!?…".indexOf(c) >= 0
          && i + 1 < end
          && Character.isWhitespace(text.charAt(i + 1))) {
        weight += PAUSE_WEIGHT;
      }
    }
    return weight;
  }
}

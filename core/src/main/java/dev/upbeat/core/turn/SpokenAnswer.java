package dev.upbeat.core.turn;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a continuation and its pieces that were spoken: tells, in the text's own spelling,
 * what had been heard by a moment. Turn's thread only.
 */
final class SpokenAnswer {
  /** For a moment by which all that was queued had been heard. */
  static final long TO_THE_END = Long.MAX_VALUE;

  private final StringBuilder text = new StringBuilder();
  private final List<SpokenPiece> pieces = new ArrayList<>();
  private boolean complete;

  /** More of the text has come. */
  void append(String delta) {
    text.append(delta);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** A piece of the text, or of the device's own words, was given to the loudspeaker. */
  void add(SpokenPiece piece) {
    pieces.add(piece);
  }

  /** The text has ended, and all of it was given to the loudspeaker. */
  void complete() {
    complete = true;
  }

  /**
   * What had been heard by a moment, up to the end of a word.
   *
   * @param moment in ns, or {@link #TO_THE_END}
   */
  String heardBy(long moment) {
    StringBuilder heard = new StringBuilder();
    int read = 0;
    for (SpokenPiece piece : pieces) {
      int length = piece.heardBy(moment);
      int at = text.indexOf(piece.text(), read);
      // Marks and blanks before the piece are the text's own; the device's words bring none.
      String before = at < 0 ? " " : text.substring(read, at);
      if (length > 0) {
        heard.append(before).append(piece.text(), 0, length);
      }
      if (length < piece.text().length() && !piece.isBroken()) {
        return heard.toString();
      }
      read = at < 0 ? read : at + piece.text().length();
    }
    return complete ? heard.append(text, read, text.length()).toString() : heard.toString();
  }
}

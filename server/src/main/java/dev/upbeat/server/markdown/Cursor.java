package dev.upbeat.server.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a text of which more may come. The grammar looks ahead from it, never further. */
final class Cursor {
  /** What {@link #peek} says behind the text's end. */
  static final int END = -1;

  /** What {@link #peek} says where the text has not come yet. */
  static final int UNKNOWN = -2;

  /** What the grammar's readers say if they must see more. */
  static final int WAIT = 0;

  /** What they say if it is nothing of theirs. */
  static final int NO = -1;

  private final StringBuilder text = new StringBuilder();
  private int at;
  private boolean last;

  void append(String more) {
    text.delete(0, at);
    at = 0;
    text.append(more);
  }

  /** No more text will come. */
  void end() {
    last = true;
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  boolean isLast() {
    return last;
  }

  void move(int characters) {
    at += characters;
  }

  int peek(int offset) {
    int i = at + offset;
    return i < text.length() ? text.charAt(i) : last ? END : UNKNOWN;
  }

  int codePoint() {
    return Character.codePointAt(text, at);
  }

  String slice(int from, int to) {
    return text.substring(at + from, at + to);
  }

  /** How often the character at an offset comes there in a row. */
  int run(int offset) {
    int length = 1;
    while (peek(offset + length) == peek(offset)) {
      length++;
    }
    return length;
  }

  /** Whether the text ends, for now, at an offset. */
  boolean isOpenAt(int offset) {
    return peek(offset) == UNKNOWN;
  }

  /** Where, from an offset on, other characters than these come. */
  int skip(int offset, String characters) {
    int i = offset;
    while (peek(i) >= 0 && characters.indexOf(peek(i)) >= 0) {
      i++;
    }
    return i;
  }

  /** The offset of the line's end; −1 if it has not come yet. */
  int lineEnd() {
    int i = text.indexOf("\n", at);
    return i >= 0 ? i - at : last ? text.length() - at : -1;
  }

  /** How much is there. */
  int length() {
    return text.length() - at;
  }

  /**
   * How many characters from an offset on a pattern takes; {@link #WAIT} if that can't be told yet,
   * {@link #NO} if it does not fit.
   *
   * @param longest it does not fit if it gets longer
   */
  int match(Pattern pattern, int offset, int longest) {
    Matcher matcher = matcher(pattern, offset);
    boolean found = matcher.lookingAt();
    if (matcher.hitEnd() && !last && length() - offset <= longest) {
      return WAIT;
    }
    return found ? matcher.end() - at - offset : NO;
  }

  Matcher matcher(Pattern pattern, int offset) {
    return pattern.matcher(text).region(Math.min(at + offset, text.length()), text.length());
  }
}

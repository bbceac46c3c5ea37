package dev.upbeat.server.markdown;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Delimiter runs by CommonMark 6.2 and GFM's strikethrough: left-flanking runs open, right-flanking
 * ones close, what is neither is text ({@code 5 * 3}). Where the specification looks for the closer
 * anywhere in the paragraph, this looks only where a number or sign makes it worth the wait ({@code
 * dial *67}); a run before a word opens at once, so that bold text streams.
 */
final class Emphasis {
  /** What a run is. */
  enum Ruling {
    WAIT,
    MARKUP,
    TEXT
  }

  private static final int LOOKAHEAD = 120;

  private record Opener(int delimiter, int length) {}

  private final Deque<Opener> open = new ArrayDeque<>();

  /** A paragraph is over, and with it what was open. */
  void clear() {
    open.clear();
  }

  /**
   * Rules on the run at the cursor.
   *
   * @param length of the run, which is known to end
   * @param before the character before it, or 0
   * @param wordLength how many letters and digits stand directly before it
   */
  Ruling rule(Cursor cursor, int length, int before, int wordLength) {
    int delimiter = cursor.peek(0);
    int after = cursor.peek(length);
    if (after == Cursor.UNKNOWN) {
      return Ruling.WAIT;
    }
    boolean left = !isBlank(after) && (!isMark(after) || isBlank(before) || isMark(before));
    boolean right = !isBlank(before) && (!isMark(before) || isBlank(after) || isMark(after));
    return switch (delimiter) {
      case '*' -> star(cursor, length, before, after, left, right, wordLength);
      case '_' -> underscore(cursor, length, before, after, left, right);
      case '~' -> tilde(length, left, right);
      default -> highlight(cursor, length, left, right);
    };
  }

  private Ruling star(
      Cursor cursor,
      int length,
      int before,
      int after,
      boolean left,
      boolean right,
      int wordLength) {
    boolean inside = left && right;
    if (inside && Character.isDigit(before) && Character.isDigit(after)) {
      return Ruling.TEXT;
    }
    boolean mayClose = right && (!inside || isOpen('*', length)) || inside && isMark(after);
    if (mayClose && closes('*', length)) {
      return Ruling.MARKUP;
    }
    if (inside) {
      boolean words = Character.isLetter(before) && Character.isLetter(after);
      return words && wordLength > 1 ? closedInWord(cursor, length) : Ruling.TEXT;
    }
    if (left) {
      return opens(cursor, length, after);
    }
    if (right) {
      boolean product = Character.isDigit(before) || after == '(' || before == ')';
      return wordLength == 1 && !Character.isDigit(before) || product && wordLength > 0
          ? Ruling.TEXT
          : Ruling.MARKUP;
    }
    return length > 2 ? Ruling.MARKUP : Ruling.TEXT;
  }

  private Ruling underscore(
      Cursor cursor, int length, int before, int after, boolean left, boolean right) {
    if (right && (!left || isMark(after)) && closes('_', length)) {
      return Ruling.MARKUP;
    }
    if (left && (!right || isMark(before))) {
      return opens(cursor, length, after);
    }
    return length > 2 ? Ruling.MARKUP : Ruling.TEXT;
  }

  private Ruling tilde(int length, boolean left, boolean right) {
    if (length > 2 || right && closes('~', length) || right && !left) {
      return Ruling.MARKUP;
    }
    if (left && !right && length == 2) {
      open.push(new Opener('~', length));
      return Ruling.MARKUP;
    }
    return Ruling.TEXT;
  }

  /** Two signs of equality around marked text, as some dialects have it. */
  private Ruling highlight(Cursor cursor, int length, boolean left, boolean right) {
    if (length > 3) {
      return Ruling.MARKUP;
    }
    if (length != 2 || left == right) {
      return Ruling.TEXT;
    }
    if (right) {
      return closes('=', length) ? Ruling.MARKUP : Ruling.TEXT;
    }
    return closedOnLine(cursor, length);
  }

  private boolean isOpen(int delimiter, int length) {
    return open.contains(new Opener(delimiter, length));
  }

  private boolean closes(int delimiter, int length) {
    if (open.stream().noneMatch(opener -> opener.delimiter() == delimiter)) {
      return false;
    }
    int left = length;
    while (left > 0 && !open.isEmpty()) {
      Opener opener = open.pop();
      if (opener.delimiter() == delimiter) {
        if (opener.length() > left) {
          open.push(new Opener(delimiter, opener.length() - left));
        }
        left -= opener.length();
      }
    }
    return true;
  }

  private Ruling opens(Cursor cursor, int length, int after) {
    if (".,;:!?)".indexOf(after) >= 0) {
      return Ruling.TEXT;
    }
    if (!Character.isLetter(after) && "\"'“‘([`_*~<&".indexOf(after) < 0) {
      return closedOnLine(cursor, length);
    }
    open.push(new Opener(cursor.peek(0), length));
    return Ruling.MARKUP;
  }

  private Ruling closedOnLine(Cursor cursor, int length) {
    int delimiter = cursor.peek(0);
    for (int i = length + 1; i < LOOKAHEAD; i++) {
      int c = cursor.peek(i);
      if (c == Cursor.UNKNOWN) {
        return Ruling.WAIT;
      }
      if (c == Cursor.END || c == '\n') {
        break;
      }
      if (c == delimiter && !isBlank(cursor.peek(i - 1)) && cursor.run(i) >= length) {
        open.push(new Opener(delimiter, length));
        return Ruling.MARKUP;
      }
    }
    return Ruling.TEXT;
  }

  private Ruling closedInWord(Cursor cursor, int length) {
    for (int i = length; i < LOOKAHEAD; i++) {
      int c = cursor.peek(i);
      if (c == Cursor.UNKNOWN) {
        return Ruling.WAIT;
      }
      if (c == '*' && i > length + 1) {
        open.push(new Opener('*', length));
        return Ruling.MARKUP;
      }
      if (c == '*' || isBlank(c)) {
        break;
      }
    }
    return Ruling.TEXT;
  }

  private static boolean isBlank(int c) {
    return c <= 0 || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isMark(int c) {
    if (c <= 0) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      default -> false;
    };
  }
}

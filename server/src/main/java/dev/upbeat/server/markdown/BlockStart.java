package dev.upbeat.server.markdown;

import java.util.regex.Pattern;

/**
 * What a line begins with, by CommonMark 4 and 5 and GFM's tables. At the seam, where the text goes
 * on with a sentence already begun, numbers and signs are taken for text more readily.
 *
 * @param length of what is to be passed over
 */
record BlockStart(Kind kind, int length) {
  /** What it is. */
  enum Kind {
    UNDECIDED,
    TEXT,
    BLANK,
    BLANK_LINE,
    HEADING,
    QUOTE,
    ITEM,
    FENCE,
    RULE,
    ROW,
    TABLE_RULE,
    DEFINITION,
    TASK
  }

  /**
   * Where the line stands.
   *
   * @param seam whether the text goes on with a sentence here
   * @param afterItem whether only an item's marker stands before it
   * @param table whether a table's rule has been seen and no blank line since
   * @param lastNumber of the last numbered item; 0 if there was none
   */
  record Context(boolean seam, boolean afterItem, boolean table, int lastNumber) {}

  private static final BlockStart LATER = new BlockStart(Kind.UNDECIDED, 0);
  private static final BlockStart TEXT = new BlockStart(Kind.TEXT, 0);
  private static final int LONGEST_LINE = 1_000;
  private static final Pattern TASK = Pattern.compile("\\[[ xX]](?=\\s)");
  private static final Pattern DEFINITION =
      Pattern.compile(
          "\\[(?:\\^[^\\]\\n]{1,40}]:[^\\n]*"
              + "|[^\\[\\]\\n]{1,100}]:[ \\t]*\\S+(?:[ \\t]+(?:\"[^\"\\n]*\"|'[^'\\n]*'"
              + "|\\([^)\\n]*\\)))?[ \\t]*)(?=\\n|$)");
  private static final Pattern SECOND_ITEM = Pattern.compile("[^\\n]*\\n\\s*2[.)]\\s");

  /** Reads what begins at the cursor, where there is at least one character. */
  static BlockStart read(Cursor cursor, Context context) {
    int c = cursor.peek(0);
    if (c == '\n') {
      return new BlockStart(Kind.BLANK_LINE, 1);
    }
    if (Character.isWhitespace(c)) {
      return new BlockStart(Kind.BLANK, 1);
    }
    if (Character.isDigit(c)) {
      return number(cursor, context);
    }
    return switch (c) {
      case '`', '~' -> fence(cursor);
      case '#' -> heading(cursor, context);
      case '>' -> quote(cursor, context);
      case '|', ':' -> table(cursor, context);
      case '-', '*', '+', '_', '=', '•', '◦', '▪', '‣', '–' -> line(cursor, context);
      case '[' -> bracket(cursor, context);
      default -> TEXT;
    };
  }

  private static BlockStart fence(Cursor cursor) {
    int length = cursor.run(0);
    if (cursor.isOpenAt(length)) {
      return LATER;
    }
    if (length < 3) {
      return TEXT;
    }
    if (cursor.peek(0) == '~') {
      return new BlockStart(Kind.FENCE, length);
    }
    // Behind backticks that open a block, no other backtick stands in the line.
    for (int i = length; i < LONGEST_LINE; i++) {
      int c = cursor.peek(i);
      if (c == Cursor.UNKNOWN) {
        return LATER;
      }
      if (c == '`') {
        return TEXT;
      }
      if (c == '\n' || c == Cursor.END) {
        break;
      }
    }
    return new BlockStart(Kind.FENCE, length);
  }

  private static BlockStart heading(Cursor cursor, Context context) {
    int length = cursor.run(0);
    int next = cursor.peek(length);
    if (next == Cursor.UNKNOWN) {
      return LATER;
    }
    if (length > 6 || next >= 0 && !Character.isWhitespace(next)) {
      return TEXT;
    }
    int word = cursor.skip(length, " \t");
    if (context.seam() && cursor.isOpenAt(word)) {
      return LATER;
    }
    // "We are" + " # 1"
    return context.seam() && Character.isDigit(cursor.peek(word))
        ? TEXT
        : new BlockStart(Kind.HEADING, length);
  }

  private static BlockStart quote(Cursor cursor, Context context) {
    int next = cursor.peek(1);
    if (next == Cursor.UNKNOWN) {
      return LATER;
    }
    boolean compares = next == '=' || next >= 0 && Character.isDigit(next);
    return context.seam() || compares ? TEXT : new BlockStart(Kind.QUOTE, 1);
  }

  private static BlockStart number(Cursor cursor, Context context) {
    int end = cursor.skip(0, "0123456789");
    int after = cursor.peek(end + 1);
    if (cursor.isOpenAt(end)) {
      return end > 9 ? TEXT : LATER;
    }
    if (end > 9 || cursor.peek(end) != '.' && cursor.peek(end) != ')') {
      return TEXT;
    }
    if (after == Cursor.UNKNOWN) {
      return LATER;
    }
    int number = Integer.parseInt(cursor.slice(0, end));
    // A list counts; "1985. What a year" and a lone "42." do not.
    if (after != ' ' && after != '\t' || number > context.lastNumber() + 1) {
      return TEXT;
    }
    if (context.seam()) {
      // "The answer is" + " 1. It follows…": only a second item shows that this is a list.
      int second = cursor.match(SECOND_ITEM, end + 1, LONGEST_LINE);
      if (second == Cursor.WAIT) {
        return LATER;
      }
      if (second == Cursor.NO) {
        return TEXT;
      }
    }
    return new BlockStart(Kind.ITEM, end + 1);
  }

  private static BlockStart table(Cursor cursor, Context context) {
    BlockStart rule = rule(cursor);
    if (rule.kind() != Kind.TEXT) {
      return rule;
    }
    if (cursor.peek(0) != '|') {
      return TEXT;
    }
    if (context.table()) {
      return new BlockStart(Kind.ROW, 1);
    }
    int end = cursor.lineEnd();
    if (end < 0) {
      return cursor.length() > LONGEST_LINE ? TEXT : LATER;
    }
    String line = cursor.slice(0, end).strip();
    return line.length() > 2 && line.endsWith("|") ? new BlockStart(Kind.ROW, 1) : TEXT;
  }

  /** The line below a table's head. */
  private static BlockStart rule(Cursor cursor) {
    int end = cursor.skip(0, "|:- \t\r");
    int after = cursor.peek(end);
    String line = cursor.slice(0, Math.min(end, cursor.length()));
    if (after == Cursor.UNKNOWN) {
      return LATER;
    }
    boolean rule =
        (after == '\n' || after == Cursor.END) && line.contains("|") && line.contains("-");
    return rule ? new BlockStart(Kind.TABLE_RULE, after == '\n' ? end + 1 : end) : TEXT;
  }

  /** A thematic break, a heading's underline, a table's rule, or an item. */
  private static BlockStart line(Cursor cursor, Context context) {
    int c = cursor.peek(0);
    if ("-*_=".indexOf(c) >= 0) {
      int end = cursor.skip(0, (char) c + " \t\r");
      int after = cursor.peek(end);
      if (after == Cursor.UNKNOWN) {
        return LATER;
      }
      long marks = cursor.slice(0, end).chars().filter(other -> other == c).count();
      if ((after == '\n' || after == Cursor.END) && marks > 1) {
        return new BlockStart(Kind.RULE, end);
      }
      if (c == '-') {
        BlockStart rule = rule(cursor);
        if (rule.kind() != Kind.TEXT) {
          return rule;
        }
      }
    }
    if (c == '_' || c == '=') {
      return TEXT;
    }
    int next = cursor.peek(1);
    if (next == Cursor.UNKNOWN) {
      return LATER;
    }
    boolean item = next < 0 || Character.isWhitespace(next) || c == '•';
    return item && !(context.seam() && c == '+') ? new BlockStart(Kind.ITEM, 1) : TEXT;
  }

  private static BlockStart bracket(Cursor cursor, Context context) {
    if (context.afterItem()) {
      int task = cursor.match(TASK, 0, 4);
      if (task != Cursor.NO) {
        return task == Cursor.WAIT ? LATER : new BlockStart(Kind.TASK, task);
      }
    }
    if (context.seam()) {
      return TEXT;
    }
    int definition = cursor.match(DEFINITION, 0, LONGEST_LINE);
    if (definition == Cursor.WAIT) {
      return LATER;
    }
    return definition == Cursor.NO ? TEXT : new BlockStart(Kind.DEFINITION, definition);
  }

  /** The number of the item that begins at the cursor; 0 if it has none. */
  static int itemNumber(Cursor cursor) {
    int end = cursor.skip(0, "0123456789");
    return end == 0 ? 0 : Integer.parseInt(cursor.slice(0, end));
  }
}

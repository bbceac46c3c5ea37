package dev.upbeat.server.markdown;

import dev.upbeat.server.markdown.PlainText.Break;
import org.jspecify.annotations.Nullable;

/** What stands within lines, by CommonMark 6: one construct or character a step. */
final class Inlines {
  private static final int LONGEST_LINE = 1_000;

  private final Cursor cursor;
  private final PlainText out;
  private final Emphasis emphasis = new Emphasis();
  private int before;
  private int wordLength;
  private int codeSpan;
  private int brackets;
  private boolean heading;
  private boolean row;
  private boolean lineEnded;
  private boolean fence;
  private @Nullable HtmlTag tag;

  Inlines(Cursor cursor, PlainText out) {
    this.cursor = cursor;
    this.out = out;
  }

  void beginLine(boolean inTable) {
    row = inTable;
    lineEnded = false;
    passed('\n');
  }

  void beginHeading() {
    beginLine(false);
    heading = true;
  }

  void endParagraph() {
    emphasis.clear();
    brackets = 0;
    codeSpan = 0;
  }

  boolean isLineEnded() {
    return lineEnded;
  }

  /** The tag that was read last, once. */
  @Nullable HtmlTag takeTag() {
    HtmlTag read = tag;
    tag = null;
    return read;
  }

  /** Whether a fence opens at the cursor, though in mid-line; asking forgets it. */
  boolean takeFence() {
    boolean was = fence;
    fence = false;
    return was;
  }

  /** Reads one step; {@link Cursor#WAIT} if more must be seen. */
  int read() {
    int c = cursor.peek(0);
    if (c == '\n') {
      return endLine();
    }
    if (c == '`') {
      return backticks();
    }
    if (codeSpan > 0) {
      return c == '|' && row ? cell() : text();
    }
    return switch (c) {
      case '\\' -> backslash();
      case '*', '_', '~', '=' -> delimiters();
      case '!' -> exclamation();
      case '[' -> open();
      case ']' -> close();
      case '<' -> angle();
      case '&' -> entity();
      case '|' -> pipe();
      case '#' -> closingHashes();
      case '.' -> point();
      case '【' -> citation();
      case 'h', 'H', 'w', 'W', 'f', 'F' -> address();
      default -> text();
    };
  }

  private int endLine() {
    out.separate(heading ? Break.PARAGRAPH : row ? Break.ROW : Break.BLANK);
    heading = false;
    codeSpan = 0;
    lineEnded = true;
    return drop(1);
  }

  private int text() {
    int c = cursor.codePoint();
    out.say(c);
    cursor.move(Character.charCount(c));
    passed(c);
    return 1;
  }

  private int literal(int length) {
    for (int i = 0; i < length; i++) {
      text();
    }
    return 1;
  }

  /** Passes over markup: as for the words around it, it isn't there. */
  private int drop(int length) {
    cursor.move(length);
    return 1;
  }

  private void passed(int c) {
    before = c;
    wordLength = Character.isLetterOrDigit(c) ? wordLength + 1 : 0;
  }

  private int backticks() {
    int length = cursor.run(0);
    if (cursor.isOpenAt(length)) {
      return Cursor.WAIT;
    }
    if (codeSpan > 0) {
      codeSpan = codeSpan == length ? 0 : codeSpan;
      return drop(length);
    }
    if (length > 2) {
      return midLineFence(length);
    }
    codeSpan = length;
    return drop(length);
  }

  /** In mid-line, three marks open a block unless as many close in the same line. */
  private int midLineFence(int length) {
    int mark = cursor.peek(0);
    for (int i = length; i < LONGEST_LINE; i++) {
      int c = cursor.peek(i);
      if (c == Cursor.UNKNOWN) {
        return Cursor.WAIT;
      }
      if (c == mark && cursor.run(i) >= length) {
        codeSpan = length;
        return drop(length);
      }
      if (c == '\n' || c == Cursor.END) {
        break;
      }
    }
    fence = true;
    return 1;
  }

  private int backslash() {
    int next = cursor.peek(1);
    if (next == Cursor.UNKNOWN) {
      return Cursor.WAIT;
    }
    if ("()[]".indexOf(next) >= 0) {
      // As models write it, this is where a formula begins and ends.
      return drop(2);
    }
    if (next == '\n') {
      return drop(1);
    }
    if (next > ' ' && next < 127 && !Character.isLetterOrDigit(next)) {
      cursor.move(1);
    }
    return text();
  }

  private int delimiters() {
    int length = cursor.run(0);
    if (cursor.isOpenAt(length)) {
      return Cursor.WAIT;
    }
    if (cursor.peek(0) == '~' && length > 2) {
      int end = cursor.skip(length, "abcdefghijklmnopqrstuvwxyz+# ");
      if (cursor.isOpenAt(end)) {
        return Cursor.WAIT;
      }
      if (cursor.peek(end) == '\n') {
        fence = true;
        return 1;
      }
    }
    return switch (emphasis.rule(cursor, length, before, wordLength)) {
      case WAIT -> Cursor.WAIT;
      case MARKUP -> drop(length);
      case TEXT -> literal(length);
    };
  }

  private int exclamation() {
    int next = cursor.peek(1);
    if (next == Cursor.UNKNOWN) {
      return Cursor.WAIT;
    }
    return next == '[' ? drop(1) : next == '=' ? glued() : text();
  }

  private int open() {
    int reference = Links.reference(cursor, wordLength > 0);
    if (reference == Cursor.WAIT) {
      return Cursor.WAIT;
    }
    if (reference > 0) {
      return drop(reference);
    }
    if (wordLength > 0 && Character.isDigit(cursor.peek(1))) {
      out.separate(Break.BLANK);
    }
    brackets++;
    cursor.move(1);
    passed('[');
    return 1;
  }

  private int close() {
    int link = brackets == 0 ? Cursor.NO : Links.afterBracket(cursor);
    if (link == Cursor.WAIT) {
      return Cursor.WAIT;
    }
    brackets = Math.max(0, brackets - 1);
    cursor.move(1 + Math.max(0, link));
    passed(']');
    return 1;
  }

  private int angle() {
    int address = Links.inAngles(cursor);
    if (address > 0) {
      return sayAddress(address);
    }
    HtmlTag read = HtmlTag.read(cursor, wordLength > 0);
    if (read.length() == Cursor.WAIT || address == Cursor.WAIT && read.length() == Cursor.NO) {
      return Cursor.WAIT;
    }
    if (read.length() == Cursor.NO) {
      return text();
    }
    if (read.name().equals("sup") && !read.closing()) {
      int next = cursor.peek(read.length());
      if (next == Cursor.UNKNOWN) {
        return Cursor.WAIT;
      }
      if (Character.isDigit(next) || next == '-' || next == '−') {
        out.say('^');
      }
    }
    out.separate(read.separation());
    tag = read;
    return drop(read.length());
  }

  private int entity() {
    int length = Entities.length(cursor);
    if (length == Cursor.WAIT) {
      return Cursor.WAIT;
    }
    if (length == Cursor.NO) {
      return text();
    }
    int c = Entities.codePoint(cursor.slice(1, length - 1));
    out.say(c);
    cursor.move(length);
    passed(c);
    return 1;
  }

  private int pipe() {
    if (row) {
      return cell();
    }
    int next = cursor.peek(1);
    if (next == Cursor.UNKNOWN) {
      return Cursor.WAIT;
    }
    boolean parts = Character.isWhitespace(before) && next >= 0 && Character.isWhitespace(next);
    int head = parts ? TableHead.at(cursor) : Cursor.NO;
    if (head == Cursor.WAIT) {
      return Cursor.WAIT;
    }
    row = head > 0;
    return row ? cell() : text();
  }

  private int cell() {
    out.separate(Break.ITEM);
    codeSpan = 0;
    cursor.move(1);
    passed(' ');
    return 1;
  }

  /** The hashes that may close a heading. */
  private int closingHashes() {
    if (!heading || !Character.isWhitespace(before)) {
      return text();
    }
    int end = cursor.skip(0, "# \t\r");
    if (cursor.isOpenAt(end)) {
      return Cursor.WAIT;
    }
    int after = cursor.peek(end);
    return after == '\n' || after == Cursor.END ? drop(end) : text();
  }

  /** A point behind a blank may begin a number. */
  private int point() {
    int next = cursor.peek(1);
    if (!out.isBlankPending()) {
      return text();
    }
    if (next == Cursor.UNKNOWN) {
      return Cursor.WAIT;
    }
    return Character.isDigit(next) ? glued() : text();
  }

  /** What looks like a sentence's mark and isn't: it keeps the blank before it. */
  private int glued() {
    int c = cursor.peek(0);
    out.sayGlued(c);
    cursor.move(1);
    passed(c);
    return 1;
  }

  private int citation() {
    for (int i = 1; i < 80; i++) {
      int c = cursor.peek(i);
      if (c == Cursor.UNKNOWN) {
        return Cursor.WAIT;
      }
      if (c == '】') {
        return drop(i + 1);
      }
      if (c < 0 || c == '\n') {
        break;
      }
    }
    return text();
  }

  private int address() {
    if (wordLength > 0) {
      return text();
    }
    int length = Links.bare(cursor);
    return length == Cursor.WAIT ? Cursor.WAIT : length == Cursor.NO ? text() : sayAddress(length);
  }

  private int sayAddress(int length) {
    out.say(Links.spoken(cursor.slice(0, length)));
    cursor.move(length);
    passed('a');
    return 1;
  }
}

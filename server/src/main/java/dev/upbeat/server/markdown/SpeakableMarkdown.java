package dev.upbeat.server.markdown;

import dev.upbeat.server.markdown.PlainText.Break;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stream of Markdown into text that can be spoken. Marks go where the grammar makes them
 * markup and stay where they are text: "5 * 3", "a_b", "#1". Of a link its words are left, of a
 * table its cells, of a fenced block of code nothing.
 *
 * <p>The result does not depend on how the text is cut into pieces. One thread, one use.
 */
public final class SpeakableMarkdown {
  private final Cursor cursor = new Cursor();
  private final PlainText out;
  private final Inlines inlines;
  private boolean lineStart = true;
  private boolean seam;
  private boolean afterItem;
  private boolean table;
  private int lastNumber;
  private int fence;
  private int fenceLength;
  private boolean fenceLineStart;
  private @Nullable Pattern skipUntil;
  private boolean anyCode;

  /**
   * @param prefix what has been said before; the text goes on with it
   */
  public SpeakableMarkdown(String prefix) {
    String said = prefix.stripTrailing();
    int last = said.isEmpty() ? 0 : said.codePointBefore(said.length());
    this.out = new PlainText(last);
    this.inlines = new Inlines(cursor, out);
    this.seam = last != 0;
  }

  /** Takes more text; what of all so far can be said now. */
  public String accept(String text) {
    cursor.append(text);
    read();
    return out.take();
  }

  /** The text is at its end: what was held back. */
  public String finish() {
    cursor.end();
    read();
    return out.take();
  }

  /** Whether code was left out. */
  public boolean leftCodeOut() {
    return anyCode;
  }

  private void read() {
    while (!cursor.isAtEnd()) {
      int taken =
          skipUntil != null
              ? skip(skipUntil)
              : fence != 0 ? code() : lineStart ? start() : inline();
      if (taken == Cursor.WAIT) {
        return;
      }
    }
  }

  private int start() {
    BlockStart block =
        BlockStart.read(cursor, new BlockStart.Context(seam, afterItem, table, lastNumber));
    if (block.kind() == BlockStart.Kind.UNDECIDED) {
      return Cursor.WAIT;
    }
    boolean blank = block.kind() == BlockStart.Kind.BLANK;
    seam &= blank;
    afterItem &= blank;
    switch (block.kind()) {
      case UNDECIDED, TEXT, ROW -> {
        lineStart = false;
        inlines.beginLine(table || block.kind() == BlockStart.Kind.ROW);
      }
      case BLANK -> out.separate(Break.BLANK);
      case BLANK_LINE -> {
        out.separate(Break.PARAGRAPH);
        inlines.endParagraph();
        table = false;
      }
      case HEADING -> {
        out.separate(Break.PARAGRAPH);
        lineStart = false;
        inlines.beginHeading();
      }
      case ITEM -> {
        int number = BlockStart.itemNumber(cursor);
        lastNumber = number == 0 ? lastNumber : number;
        out.item();
        afterItem = true;
      }
      case FENCE -> openFence(cursor.peek(0), block.length());
      case RULE -> out.separate(Break.PARAGRAPH);
      case TABLE_RULE -> table = true;
      case QUOTE, DEFINITION, TASK -> out.separate(Break.BLANK);
    }
    cursor.move(block.length());
    return 1;
  }

  private int inline() {
    int taken = inlines.read();
    if (taken == Cursor.WAIT) {
      return taken;
    }
    lineStart = inlines.isLineEnded();
    HtmlTag tag = inlines.takeTag();
    if (tag != null && tag.isSkipped()) {
      skipUntil = tag.end();
      anyCode |= tag.name().equals("pre");
    }
    if (inlines.takeFence()) {
      openFence(cursor.peek(0), cursor.run(0));
      cursor.move(fenceLength);
    }
    return taken;
  }

  private int skip(Pattern end) {
    Matcher matcher = cursor.matcher(end, 0);
    if (matcher.find()) {
      cursor.move(matcher.end() - matcher.regionStart());
      skipUntil = null;
      out.separate(Break.BLANK);
      return 1;
    }
    // The end may be cut in two: a few characters stay.
    int gone = cursor.isLast() ? cursor.length() : Math.max(0, cursor.length() - 20);
    cursor.move(gone);
    return gone;
  }

  private void openFence(int mark, int length) {
    fence = mark;
    fenceLength = length;
    fenceLineStart = false;
    anyCode = true;
    out.separate(Break.PARAGRAPH);
    inlines.endParagraph();
  }

  /**
   * In a fenced block. Besides the line of its own that CommonMark asks for, the end may stand at
   * the end of a line, or before a blank and more text: models write both, and neither is code.
   */
  private int code() {
    int c = cursor.peek(0);
    if (c != fence) {
      fenceLineStart = c == '\n' || fenceLineStart && Character.isWhitespace(c);
      cursor.move(1);
      return 1;
    }
    int length = cursor.run(0);
    int after = cursor.skip(length, " \t\r");
    if (cursor.isOpenAt(after)) {
      return Cursor.WAIT;
    }
    boolean ownEnd = cursor.peek(after) == '\n' || cursor.peek(after) == Cursor.END;
    boolean textFollows = fenceLineStart && cursor.peek(length) == ' ';
    if (length >= fenceLength && (ownEnd || textFollows)) {
      fence = 0;
      lineStart = ownEnd;
      inlines.beginLine(false);
      out.separate(Break.PARAGRAPH);
    }
    fenceLineStart = false;
    cursor.move(length);
    return 1;
  }
}

package dev.upbeat.server.markdown;

/**
 * The text that is left: one line, no blank twice, breaks as the marks a voice pauses at, nothing
 * that can't be said (pictures, quotation marks, control characters).
 */
final class PlainText {
  /** What lies between two pieces of text, from weak to strong. */
  enum Break {
    NONE,
    BLANK,
    ITEM,
    ROW,
    PARAGRAPH
  }

  private static final String MARKS = ".,;:!?…";

  private final StringBuilder out = new StringBuilder();
  private int last;
  private boolean anyOut;
  private boolean quoted;
  private Break pending = Break.NONE;

  /**
   * @param last the last character said before; 0 if none was
   */
  PlainText(int last) {
    this.last = last;
  }

  /** What has come since this was asked last. */
  String take() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }

  void separate(Break by) {
    if (by.compareTo(pending) > 0) {
      pending = by;
    }
  }

  /** An item of a list: it goes on with the sentence, though a blank line stands before it. */
  void item() {
    pending = Break.ITEM;
  }

  boolean isBlankPending() {
    return pending == Break.BLANK;
  }

  void say(CharSequence text) {
    text.codePoints().forEach(this::say);
  }

  void say(int c) {
    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      separate(Break.BLANK);
    } else if (c == '—' || c == '―') {
      dash();
    } else if (c == '"') {
      quote();
    } else if (Unspeakable.isPicture(c)) {
      separate(Break.BLANK);
    } else if (!Unspeakable.isMute(c)) {
      emit(c);
    }
  }

  private void dash() {
    pending = Break.NONE;
    if (last != 0 && Character.isLetterOrDigit(last)) {
      emit(',');
    }
    separate(Break.BLANK);
  }

  /** Inches, if a number stands before it and no quotation has begun. */
  private void quote() {
    if (!quoted && pending == Break.NONE && last != 0 && Character.isDigit(last)) {
      emit('"');
    } else {
      quoted = !quoted;
    }
  }

  private void emit(int c) {
    boolean mark = c < 128 && (MARKS.indexOf(c) >= 0 || c == ')');
    if (pending != Break.NONE) {
      if (anyOut && !mark && MARKS.indexOf(last) < 0 && last != '(') {
        out.append(
            switch (pending) {
              case PARAGRAPH -> ".";
              case ROW -> ";";
              case ITEM -> ",";
              case BLANK, NONE -> "";
            });
      }
      if (!mark) {
        out.append(' ');
      }
      pending = Break.NONE;
    }
    out.appendCodePoint(c);
    anyOut = true;
    last = c;
  }

  /** Says a character that is glued to what follows though it looks like a mark: ".5", "!=". */
  void sayGlued(int c) {
    if (pending != Break.NONE) {
      out.append(' ');
      pending = Break.NONE;
    }
    out.appendCodePoint(c);
    anyOut = true;
    last = c;
  }
}

package dev.upbeat.server.continuation;

/**
 * Takes out of a stream of text what cannot be spoken: Markdown, list markers, line breaks, emoji,
 * quotation marks, links' addresses, reference numbers, control tokens. Holds back no more than an
 * open bracket, a line's first marks or a blank.
 */
final class SpeechFilter implements TextStage {
  private static final int LONGEST_BRACKET = 200;

  private final StringBuilder out = new StringBuilder();

  /** What stands in an open {@code [}, {@code (} after a link's text, or {@code <}. */
  private final StringBuilder bracket = new StringBuilder();

  /** A line's first characters while they may still be a list marker. */
  private final StringBuilder lineHead = new StringBuilder();

  private char open;
  private boolean linkMayFollow;
  private boolean atLineStart;
  private boolean blank;
  private int newlines;
  private int last;
  private boolean anyOut;

  /**
   * @param prefix what has been said before; the text goes on with it
   */
  SpeechFilter(String prefix) {
    String said = prefix.stripTrailing();
    this.last = said.isEmpty() ? 0 : said.codePointBefore(said.length());
    this.atLineStart = said.isEmpty();
  }

  @Override
  public String accept(String text) {
    text.codePoints().forEach(this::take);
    return flush();
  }

  @Override
  public String finish() {
    if (lineHead.length() > 0) {
      endLineHead(false);
    }
    if (open == '[') {
      say(bracket);
    }
    open = 0;
    return flush();
  }

  private String flush() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }

  private void take(int c) {
    if (open != 0) {
      takeInBracket(c);
    } else if (c == '\n') {
      if (lineHead.length() > 0) {
        endLineHead(false);
      }
      newlines++;
      atLineStart = true;
    } else if (atLineStart) {
      takeAtLineStart(c);
    } else {
      takeInLine(c);
    }
  }

  private void takeAtLineStart(int c) {
    if (lineHead.length() == 0 && Character.isWhitespace(c)) {
      blank = true;
      return;
    }
    boolean digitsOnly = lineHead.chars().allMatch(Character::isDigit);
    boolean marker = lineHead.length() > 0 && isMarker(lineHead);
    if (marker && Character.isWhitespace(c)) {
      endLineHead(true);
    } else if (digitsOnly && lineHead.length() < 3 && Character.isDigit(c)
        || digitsOnly && lineHead.length() > 0 && (c == '.' || c == ')')
        || !endsWithDigitMark(lineHead) && !startsWithDigit(lineHead) && isLineMark(c)) {
      lineHead.appendCodePoint(c);
    } else {
      endLineHead(false);
      takeInLine(c);
    }
  }

  private static boolean startsWithDigit(CharSequence head) {
    return head.length() > 0 && Character.isDigit(head.charAt(0));
  }

  private static boolean endsWithDigitMark(CharSequence head) {
    return startsWithDigit(head) && !Character.isDigit(head.charAt(head.length() - 1));
  }

  private static boolean isMarker(CharSequence head) {
    return startsWithDigit(head) ? endsWithDigitMark(head) : true;
  }

  private static boolean isLineMark(int c) {
    return c == '-' || c == '*' || c == '#' || c == '>' || c == '•' || c == '+';
  }

  /** The line's beginning is known: a marker, which goes, or text, which is spoken. */
  private void endLineHead(boolean marker) {
    String head = lineHead.toString();
    lineHead.setLength(0);
    atLineStart = false;
    if (newlines > 0 && anyOut && Character.isLetterOrDigit(last)) {
      emit(marker ? ',' : newlines > 1 ? '.' : ' ');
    }
    blank |= newlines > 0 || marker;
    newlines = 0;
    if (!marker) {
      head.codePoints().forEach(this::takeInLine);
    }
  }

  private void takeInLine(int c) {
    boolean afterLink = linkMayFollow;
    linkMayFollow = false;
    if (c == '[' || c == '<') {
      open = (char) c;
    } else if (c == '(' && afterLink) {
      open = '(';
    } else if (c == '—') {
      blank = false;
      if (last != 0 && Character.isLetterOrDigit(last)) {
        emit(',');
      }
      blank = true;
    } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '_') {
      blank = true;
    } else if (isSpeakable(c)) {
      emit(c);
    }
  }

  private boolean isSpeakable(int c) {
    return switch (c) {
      case '*', '`', '"', '“', '”', '„', '«', '»', '|', '~', '\\' -> false;
      case '#' -> last != 0 && Character.isLetterOrDigit(last) && !blank;
      default -> !Character.isISOControl(c) && !isPictograph(c);
    };
  }

  private static boolean isPictograph(int c) {
    int type = Character.getType(c);
    return c >= 0x1F000 && c <= 0x1FAFF
        || c >= 0x2600 && c <= 0x27BF
        || c >= 0x2190 && c <= 0x21FF
        || c >= 0x2B00 && c <= 0x2BFF
        || c >= 0xFE00 && c <= 0xFE0F
        || c >= 0xE0000 && c <= 0xE007F
        || c == 0x20E3
        || type == Character.FORMAT
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE
        || c == 0xFFFD;
  }

  private void takeInBracket(int c) {
    char close = open == '[' ? ']' : open == '(' ? ')' : '>';
    if (c == close) {
      char kind = open;
      open = 0;
      String inside = bracket.toString();
      bracket.setLength(0);
      if (kind == '[') {
        if (!inside.chars().allMatch(Character::isDigit)) {
          inside.codePoints().forEach(this::takeInLine);
        }
        linkMayFollow = true;
      }
    } else if (open == '<' && bracket.length() == 0 && !isTagStart(c)) {
      open = 0;
      emit('<');
      take(c);
    } else {
      bracket.appendCodePoint(c);
      if (bracket.length() > LONGEST_BRACKET) {
        char kind = open;
        open = 0;
        if (kind != '(') {
          say(bracket);
        }
        bracket.setLength(0);
      }
    }
  }

  private static boolean isTagStart(int c) {
    return Character.isLetter(c) || c == '/' || c == '|' || c == '!';
  }

  private void say(CharSequence text) {
    text.toString().codePoints().filter(this::isSpeakable).forEach(this::emit);
  }

  private void emit(int c) {
    if (c == ' ') {
      blank = true;
      return;
    }
    if (blank && ",.!?;:)".indexOf(c) < 0) {
      out.append(' ');
    }
    blank = false;
    out.appendCodePoint(c);
    anyOut = true;
    last = c;
  }
}

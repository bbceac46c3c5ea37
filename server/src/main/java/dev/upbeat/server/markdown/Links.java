package dev.upbeat.server.markdown;

import java.util.Locale;
import java.util.regex.Pattern;

/** Links' destinations, reference numbers, bare addresses: what of them is said, if anything. */
final class Links {
  private static final Pattern DESTINATION =
      Pattern.compile(
          "\\(\\s*(?:<[^<>\\n]*>|[^\\s()<>]*(?:\\([^\\s()]*\\)[^\\s()<>]*)*+)"
              + "(?:\\s+(?:\"[^\"]*\"|'[^']*'|\\([^()]*\\)))?\\s*\\)");
  private static final Pattern LABEL = Pattern.compile("\\[[^\\[\\]\\n]{0,100}]");
  private static final Pattern NUMBER = Pattern.compile("\\[(?:\\^[^\\]\\s]{1,40}|[0-9]{1,3})]");
  private static final Pattern SCHEME =
      Pattern.compile("(?i)(?:https?://|ftp://|www\\.)(?=[^\\s])");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)(?:https?://|ftp://|www\\.)[^\\s<>\"“”`|\\[\\]]+(?=[\\s<>\"“”`|\\[\\]])");
  private static final Pattern AUTOLINK =
      Pattern.compile("<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\\s<>]*>");
  private static final Pattern MAIL =
      Pattern.compile("<[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}>");
  private static final int LONGEST = 2_000;

  private Links() {}

  /**
   * The length of what follows a link's closing bracket, which is at the cursor: destination or
   * label, without the bracket; {@link Cursor#NO} if it is no link.
   */
  static int afterBracket(Cursor cursor) {
    int next = cursor.peek(1);
    if (next == Cursor.UNKNOWN) {
      return Cursor.WAIT;
    }
    if (next == '(') {
      return cursor.match(DESTINATION, 1, LONGEST);
    }
    if (next != '[') {
      return Cursor.NO;
    }
    int length = cursor.match(LABEL, 1, 104);
    // "m[i][j]" is none.
    boolean index = length == 3 && !Character.isDigit(cursor.peek(2));
    return index ? Cursor.NO : length;
  }

  /**
   * The length of a reference number at the cursor, its link included.
   *
   * @param afterWord whether a letter or digit stands directly before it: "a[0]" is none
   */
  static int reference(Cursor cursor, boolean afterWord) {
    int length = cursor.match(NUMBER, 0, 44);
    if (length <= 0 || afterWord && cursor.peek(1) == '0') {
      return length <= 0 ? length : Cursor.NO;
    }
    int next = cursor.peek(length);
    if (next == Cursor.UNKNOWN) {
      return Cursor.WAIT;
    }
    if (next != '(') {
      return length;
    }
    int destination = cursor.match(DESTINATION, length, LONGEST);
    return destination == Cursor.WAIT ? destination : length + Math.max(0, destination);
  }

  /** The length of an address in angle brackets at the cursor. */
  static int inAngles(Cursor cursor) {
    int link = cursor.match(AUTOLINK, 0, LONGEST);
    int mail = cursor.match(MAIL, 0, 200);
    return Math.max(link, mail);
  }

  /** The length of a bare address at the cursor, without the marks that end its sentence. */
  static int bare(Cursor cursor) {
    int scheme = cursor.match(SCHEME, 0, 10);
    if (scheme <= 0) {
      return scheme;
    }
    int length = cursor.match(ADDRESS, 0, LONGEST);
    if (length == Cursor.NO) {
      length = cursor.isLast() ? cursor.length() : Math.min(cursor.length(), LONGEST);
    }
    if (length == Cursor.WAIT) {
      return length;
    }
    while (length > scheme && isTrailing(cursor, length)) {
      length--;
    }
    return length;
  }

  private static boolean isTrailing(Cursor cursor, int length) {
    int c = cursor.peek(length - 1);
    if (c == ')' || c == ']') {
      return !cursor.slice(0, length).contains(c == ')' ? "(" : "[");
    }
    return ".,;:!?*_~'’…".indexOf(c) >= 0;
  }

  /** What is said of an address: where it leads, without the way there. */
  static String spoken(String address) {
    String text = address.replaceFirst("^<", "").replaceFirst(">$", "");
    if (text.indexOf('@') >= 0 && !text.contains("//")) {
      return text.replaceFirst("(?i)^mailto:", "");
    }
    String host =
        text.replaceFirst("(?i)^[a-z][a-z0-9+.-]*:(?://)?", "")
            .replaceFirst("(?i)^[^/?#@]*@", "")
            .replaceFirst("(?i)^www\\.", "")
            .replaceFirst("[/?#:].*$", "");
    return host.toLowerCase(Locale.ROOT);
  }
}

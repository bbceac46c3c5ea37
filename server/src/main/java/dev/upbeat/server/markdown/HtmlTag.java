package dev.upbeat.server.markdown;

import dev.upbeat.server.markdown.PlainText.Break;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML in text, by CommonMark 6.6, but for attributes without a value: only HTML's own count, since
 * {@code a <b and c> d} compares.
 *
 * @param name in lower case; empty for comments and the like
 * @param length in characters
 */
record HtmlTag(String name, boolean closing, int length) {
  private static final int LONGEST = 500;
  private static final String VALUE = "\\s*=\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s\"'=<>`]+)";
  private static final String NAME = "[A-Za-z][A-Za-z0-9:-]*";
  private static final Pattern OPEN =
      Pattern.compile(
          "(?i)<("
              + NAME
              + ")(?:\\s+(?:[a-z_:][\\w.:-]*"
              + VALUE
              + "|(?:checked|disabled|controls|hidden|open|reversed|required|selected|async|defer"
              + "|autoplay|loop|muted|nowrap|readonly|multiple|itemscope|download)(?=[\\s/>])))*+"
              + "\\s*/?>");
  private static final Pattern CLOSE = Pattern.compile("</(" + NAME + ")\\s*>");
  private static final Pattern OTHER = Pattern.compile("<(?:\\?[^>]*|![A-Za-z\\[][^>]*)>");
  private static final Pattern COMMENT = Pattern.compile("<!--");

  /** The name of what is skipped up to its end. */
  static final String COMMENT_NAME = "!--";

  private static final Set<String> PARAGRAPHS =
      Set.of(
          ("p div ul ol dl table h1 h2 h3 h4 h5 h6 hr blockquote section article header footer main"
                  + " figure figcaption details summary pre center form fieldset")
              .split(" "));
  private static final Set<String> SKIPPED =
      Set.of("script", "style", "pre", "svg", "math", "template", "textarea", "iframe", "object");
  private static final Set<String> INLINE =
      Set.of(
          ("a abbr b big bdi bdo br button cite code data del dfn em font i img input ins kbd label"
                  + " mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr"
                  + " audio video source body html")
              .split(" "));

  private static final HtmlTag NOTHING = new HtmlTag("", false, Cursor.NO);
  private static final HtmlTag LATER = new HtmlTag("", false, Cursor.WAIT);

  /**
   * Reads what begins at the cursor; its length may be {@link Cursor#WAIT} or {@link Cursor#NO}.
   *
   * @param afterWord whether a letter or digit stands directly before it
   */
  static HtmlTag read(Cursor cursor, boolean afterWord) {
    boolean later = false;
    for (Pattern pattern : new Pattern[] {OPEN, CLOSE, COMMENT, OTHER}) {
      int length = cursor.match(pattern, 0, LONGEST);
      if (length > 0) {
        return of(cursor, pattern, length, afterWord);
      }
      later |= length == Cursor.WAIT;
    }
    return later ? LATER : NOTHING;
  }

  private static HtmlTag of(Cursor cursor, Pattern pattern, int length, boolean afterWord) {
    if (pattern == COMMENT) {
      return new HtmlTag(COMMENT_NAME, false, length);
    }
    if (pattern == OTHER) {
      return new HtmlTag("", false, length);
    }
    Matcher matcher = cursor.matcher(pattern, 0);
    if (!matcher.lookingAt()) {
      return NOTHING;
    }
    String written = matcher.group(1);
    String name = written.toLowerCase(Locale.ROOT);
    if (pattern == CLOSE) {
      return new HtmlTag(name, true, length);
    }
    // "List<String>" names a type.
    boolean type = afterWord && Character.isUpperCase(written.charAt(0)) && !isKnown(name);
    return type ? NOTHING : new HtmlTag(name, false, length);
  }

  private static boolean isKnown(String name) {
    return PARAGRAPHS.contains(name)
        || INLINE.contains(name)
        || SKIPPED.contains(name)
        || Set.of("li", "dt", "dd", "tr", "td", "th", "thead", "tbody").contains(name);
  }

  /** What it parts the text by. */
  Break separation() {
    if (PARAGRAPHS.contains(name)) {
      return Break.PARAGRAPH;
    }
    return switch (name) {
      case "tr" -> Break.ROW;
      case "li", "dt", "dd", "td", "th" -> closing ? Break.NONE : Break.ITEM;
      case "br", "img" -> Break.BLANK;
      default -> Break.NONE;
    };
  }

  /** Whether what stands up to its end is not for reading. */
  boolean isSkipped() {
    return !closing && (SKIPPED.contains(name) || name.equals(COMMENT_NAME));
  }

  /** What ends that. */
  Pattern end() {
    return name.equals(COMMENT_NAME)
        ? Pattern.compile("-->")
        : Pattern.compile("</" + name + "\\s*>", Pattern.CASE_INSENSITIVE);
  }
}

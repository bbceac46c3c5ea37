package dev.upbeat.speech.marytts.text.forms;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers that name rather than count: versions, flights, rooms, PINs, screen sizes. */
final class CodeForm implements Form {
  private static final Pattern VERSION =
      Pattern.compile("(?:[vV]\\.?|(?i:version) )(\\d+(?:\\.\\d+){0,6})(?![\\d]|\\.\\d)(?=\\b)");
  private static final Pattern DOTTED = Pattern.compile("(\\d+(?:\\.\\d+){2,6})(?!\\d)");
  private static final Pattern POINTED =
      Pattern.compile("(\\d+)\\.(\\d+)(?!\\d|\\.\\d)(?![%°]| ?(?:million|billion|percent)\\b)");
  private static final Pattern PRODUCT =
      Pattern.compile(
          "python|java|ios|ipados|android|windows|ubuntu|macos|chrome|firefox|linux|kernel|release"
              + "|node|php|ruby|swift|rust|go|unity|bluetooth|usb|gpt|qt|mysql|postgres|postgresql"
              + "|debian|fedora|django|opengl|css|http|tls|gemini|claude|llama|kotlin|scala|gradle|maven|unicode|build|update|section");
  private static final Pattern DIGITS =
      Pattern.compile("\\d{2,12}(?![\\d.,:/-]\\d|\\d|-\\d|[a-zA-Z%])");
  private static final Pattern SPELLED =
      Pattern.compile(
          "code|codes|pin|zip|password|passcode|passwd|id|extension|ext|ssn|isbn|serial|otp|account|tracking|combination|license|plate");
  private static final Pattern HUNDREDS =
      Pattern.compile("(\\d)(\\d{2})(?![\\d%°:/]|[.,]\\d)|(\\d{2})(\\d{2})(?![\\d%°:/]|[.,]\\d)");
  private static final Pattern NAMED =
      Pattern.compile(
          "flight|room|highway|interstate|boeing|airbus|bus|hwy|suite|apartment|i|a|sr|us");
  private static final Pattern LINES = Pattern.compile("(\\d{3,4})([pi])\\b");
  private static final Pattern SCREEN = Pattern.compile("(\\d{3,4}) ?[x×] ?(\\d{3,4})(?!\\d)");

  @Override
  public @Nullable Token read(Cursor cursor) {
    char before = cursor.charAt(cursor.at() - 1);
    if (Character.isDigit(before)) {
      return null;
    }
    MatchResult version = Character.isLetter(before) ? null : cursor.match(VERSION);
    if (version != null && (version.group().length() > 3 || !version.group().startsWith("V"))) {
      return cursor.token(Kind.CODE, version.end(), "version " + dotted(version.group(1)));
    }
    if (!Character.isDigit(cursor.current())) {
      return null;
    }
    MatchResult dotted = cursor.match(DOTTED);
    if (dotted != null) {
      return cursor.token(Kind.CODE, dotted.end(), dotted(dotted.group(1)));
    }
    MatchResult pointed = cursor.match(POINTED);
    if (pointed != null && cursor.isNear(PRODUCT, 1)) {
      return cursor.token(Kind.CODE, pointed.end(), dotted(pointed.group()));
    }
    Token screen = screen(cursor);
    return screen == null ? named(cursor) : screen;
  }

  private static @Nullable Token screen(Cursor cursor) {
    MatchResult lines = cursor.match(LINES);
    if (lines != null) {
      return cursor.token(
          Kind.CODE,
          lines.end(),
          pairs(lines.group(1)) + " " + lines.group(2).toUpperCase(java.util.Locale.ROOT));
    }
    MatchResult screen = cursor.match(SCREEN);
    return screen == null
        ? null
        : cursor.token(
            Kind.CODE, screen.end(), pairs(screen.group(1)) + " by " + pairs(screen.group(2)));
  }

  private static @Nullable Token named(Cursor cursor) {
    MatchResult digits = cursor.match(DIGITS);
    boolean spelled =
        cursor.isNear(SPELLED, 1)
            || (cursor.lowerWordBefore().matches("is|number|:|was") && cursor.isNear(SPELLED, 3));
    if (digits != null && spelled && !isYearly(cursor, digits)) {
      return cursor.token(Kind.CODE, digits.end(), NumberWords.digitByDigit(digits.group()));
    }
    MatchResult hundreds = cursor.match(HUNDREDS);
    boolean hyphened =
        cursor.charAt(cursor.at() - 1) == '-' || Character.isLetter(cursor.charAt(cursor.at() - 1));
    String name = cursor.lowerWordBefore();
    boolean letter = name.length() <= 2 && !hyphened;
    return hundreds == null || letter || !NAMED.matcher(name).matches()
        ? null
        : cursor.token(Kind.CODE, hundreds.end(), pairs(hundreds.group()));
  }

  private static boolean isYearly(Cursor cursor, MatchResult digits) {
    String next = cursor.wordAfter(digits.end());
    return next.length() > 3 && next.endsWith("s") && Character.isLowerCase(next.charAt(0));
  }

  /** "one point eleven", "twenty two point oh four". */
  private static String dotted(String digits) {
    StringBuilder spoken = new StringBuilder();
    for (String part : digits.split("\\.")) {
      boolean oh = part.length() == 2 && part.charAt(0) == '0' && part.charAt(1) != '0';
      spoken
          .append(spoken.isEmpty() ? "" : " point ")
          .append(
              oh ? "oh " + NumberWords.cardinal(part.substring(1)) : NumberWords.cardinal(part));
    }
    return spoken.toString();
  }

  /** "seven forty seven", "one oh one", "ten eighty". */
  private static String pairs(String digits) {
    int cut = digits.length() - 2;
    String first = digits.substring(0, cut);
    int rest = Integer.parseInt(digits.substring(cut));
    if (rest == 0) {
      return NumberWords.cardinal(Long.parseLong(digits));
    }
    return NumberWords.cardinal(Long.parseLong(first))
        + (rest < 10 ? " oh " : " ")
        + NumberWords.cardinal(rest);
  }
}

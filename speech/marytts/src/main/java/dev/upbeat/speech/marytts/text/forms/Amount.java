package dev.upbeat.speech.marytts.text.forms;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A written quantity without what it counts: sign, digits, decimals, magnitude.
 *
 * @param sign {@code "minus "}, {@code "plus "}, {@code "plus or minus "} or nothing
 * @param whole digits alone
 * @param fraction digits behind the point, or null
 * @param magnitude "million" and the like, or null
 * @param end where it ends in the text
 */
record Amount(
    String sign, String whole, @Nullable String fraction, @Nullable String magnitude, int end) {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "([-−–+±])?(?:(\\d{1,3}(?:,\\d{3}){1,12}(?!\\d)|\\d{1,2}(?: \\d{3}){2,5}(?![\\d-])"
              + "|\\d{1,3}(?: \\d{3}){0,4}(?: 000)(?![\\d-])|\\d+)"
              + "(?:\\.(\\d+)(?!\\.?\\d)|,(\\d{1,2})(?![\\d,]|[-/]\\d))?|\\.(\\d+))");

  private static final Pattern MAGNITUDE =
      Pattern.compile(
          "[\\s-]?(thousand|million|billion|trillion|quadrillion|bn|mn|tn)\\b|([kKMB])\\b(?![-/&'])"
              + "|([kKMB])(?=[-–][$€£]?\\d|/[a-z])");

  /** The amount there, or null if there is none. */
  static @Nullable Amount at(Cursor cursor, int from) {
    MatchResult match = cursor.match(WRITTEN, from);
    if (match == null || (match.group(1) != null && !maySign(cursor, from))) {
      return null;
    }
    String comma = match.group(4);
    boolean listed = comma != null && cursor.charAt(from - 1) == ',';
    String fraction =
        match.group(5) != null ? match.group(5) : match.group(3) != null ? match.group(3) : comma;
    String whole = match.group(2) == null ? "" : match.group(2).replaceAll("[ ,]", "");
    return new Amount(
        sign(match.group(1)),
        whole,
        listed ? null : fraction,
        null,
        listed ? match.end(2) : match.end());
  }

  /** This amount with the magnitude behind it, if there is one. */
  Amount withMagnitude(Cursor cursor, boolean money) {
    MatchResult match = cursor.match(MAGNITUDE, end);
    if (match != null && match.group(1) != null) {
      return new Amount(sign, whole, fraction, magnitudeWord(match.group(1)), match.end());
    }
    if (match != null) {
      return new Amount(sign, whole, fraction, magnitudeWord(match.group()), match.end());
    }
    // In prices, small letters and doubled ones are magnitudes as well.
    MatchResult price = money ? cursor.match(PRICE_MAGNITUDE, end) : null;
    return price == null
        ? this
        : new Amount(sign, whole, fraction, magnitudeWord(price.group(1)), price.end());
  }

  private static final Pattern PRICE_MAGNITUDE = Pattern.compile(" ?(mm|MM|m|b|T|t|[KMB])\\b(?!')");

  boolean isOne() {
    return whole.equals("1") && fraction == null && magnitude == null;
  }

  /** As one says it. */
  String spoken() {
    String number =
        whole.isEmpty()
            ? "point " + NumberWords.digitByDigit(String.valueOf(fraction))
            : fraction == null ? NumberWords.cardinal(whole) : NumberWords.decimal(whole, fraction);
    return sign + number + (magnitude == null ? "" : " " + magnitude);
  }

  /** A minus behind a word or a number is a hyphen. */
  private static boolean maySign(Cursor cursor, int at) {
    char before = cursor.charAt(at - 1);
    return Character.isWhitespace(before) || "([{\"'=<>≤≥≈~:$€£¥/*×÷^±–-".indexOf(before) >= 0;
  }

  private static String sign(@Nullable String written) {
    if (written == null) {
      return "";
    }
    return written.equals("+") ? "plus " : written.equals("±") ? "plus or minus " : "minus ";
  }

  private static String magnitudeWord(String written) {
    return switch (written.strip().toLowerCase(Locale.ROOT)) {
      case "k" -> "thousand";
      case "m", "mn", "mm" -> "million";
      case "b", "bn" -> "billion";
      case "t", "tn" -> "trillion";
      default -> written.strip();
    };
  }
}

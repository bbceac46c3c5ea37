package dev.upbeat.speech.marytts.text.forms;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates in digits: ISO; with slashes and hyphens month first, as in the United States, unless that
 * can't be; with points day first.
 */
final class DigitDates {
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?:T(?=\\d)|(?![\\d-]|\\.\\d))");
  private static final Pattern ISO_MONTH =
      Pattern.compile("(1[5-9]\\d\\d|20\\d\\d)-(0[1-9])(?![\\d-])");
  private static final Pattern MONTH_FIRST =
      Pattern.compile("(\\d{1,2})([-/])(\\d{1,2})\\2(\\d{4}|\\d{2})(?![\\d/-])");
  private static final Pattern DAY_FIRST =
      Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.((?:1[5-9]|20)\\d{2})(?!\\d|\\.\\d)");
  private static final Pattern MONTH_AND_DAY =
      Pattern.compile("(?!9/11|24/7|50/50)(\\d{1,2})/(\\d{1,2})(?![\\d/])");
  private static final Set<String> BEFORE_DATE =
      Set.of(
          "on", "by", "since", "from", "until", "till", "due", "dated", "before", "after",
          "through");

  private DigitDates() {}

  static @Nullable Token read(Cursor cursor) {
    MatchResult iso = cursor.match(ISO);
    if (iso != null) {
      return date(cursor, iso, iso.group(3), iso.group(4), iso.group(1));
    }
    MatchResult month = cursor.match(ISO_MONTH);
    if (month != null) {
      String spoken =
          Months.name(Integer.parseInt(month.group(2)))
              + " "
              + NumberWords.year(Integer.parseInt(month.group(1)));
      return cursor.token(Kind.DATE, month.end(), spoken);
    }
    MatchResult points = cursor.match(DAY_FIRST);
    if (points != null) {
      return either(cursor, points, points.group(2), points.group(1), points.group(3));
    }
    MatchResult full = cursor.match(MONTH_FIRST);
    if (full != null && (full.group(2).equals("/") || full.group(4).length() == 4)) {
      return either(cursor, full, full.group(1), full.group(3), full.group(4));
    }
    MatchResult bare = cursor.match(MONTH_AND_DAY);
    if (bare == null) {
      return null;
    }
    int denominator = Integer.parseInt(bare.group(2));
    boolean onlyDate =
        denominator == 31 || denominator == 24 || (denominator == 25 && bare.group(1).equals("12"));
    return onlyDate || BEFORE_DATE.contains(cursor.lowerWordBefore())
        ? date(cursor, bare, bare.group(1), bare.group(2), null)
        : null;
  }

  private static @Nullable Token either(
      Cursor cursor, MatchResult match, String month, String day, String year) {
    Token token = date(cursor, match, month, day, year);
    return token == null ? date(cursor, match, day, month, year) : token;
  }

  private static @Nullable Token date(
      Cursor cursor, MatchResult match, String month, String day, @Nullable String year) {
    int monthNumber = Integer.parseInt(month);
    int dayNumber = Integer.parseInt(day);
    if (monthNumber < 1 || monthNumber > 12 || dayNumber < 1 || dayNumber > 31) {
      return null;
    }
    String spoken = Months.name(monthNumber) + " " + NumberWords.ordinal(dayNumber);
    return cursor.token(Kind.DATE, match.end(), spoken + DateForm.year(fullYear(year)));
  }

  private static @Nullable String fullYear(@Nullable String year) {
    if (year == null || year.length() == 4) {
      return year;
    }
    return (Integer.parseInt(year) < 50 ? "20" : "19") + year;
  }
}

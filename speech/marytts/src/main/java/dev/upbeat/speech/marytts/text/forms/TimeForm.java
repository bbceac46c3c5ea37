package dev.upbeat.speech.marytts.text.forms;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times of day and what looks like them: "3:05 p.m.", "9am", "15:30", the ratio 16:9, John 3:16.
 */
final class TimeForm implements Form {
  private static final String HALF = "\\s?([ap])(?:m\\b|\\.\\s?m\\b)(\\.?)";
  private static final Pattern CLOCK =
      Pattern.compile(
          "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?(?!\\d|:\\d)(?:(?i)"
              + HALF
              + "|\\s?(Z)\\b)?");
  private static final Pattern POINTED = Pattern.compile("(\\d{1,2})\\.([0-5]\\d)(?i)" + HALF);
  private static final Pattern HOUR = Pattern.compile("(\\d{1,2})(?i)" + HALF);
  private static final Pattern PAIR =
      Pattern.compile("(\\d{1,5}(?:\\.\\d+)?):(\\d{1,5})(?!\\d|:\\d)");
  private static final Pattern RATIO =
      Pattern.compile(
          "ratio|ratios|aspect|odds|scale|mix|mixed|proportion|proportions|score|screen|resolution");
  private static final Pattern BOOK =
      Pattern.compile(
          "genesis|exodus|leviticus|numbers|deuteronomy|joshua|judges|ruth|samuel|kings|chronicles"
              + "|psalms?|proverbs|isaiah|jeremiah|daniel|matthew|mark|luke|john|acts|romans"
              + "|corinthians|galatians|ephesians|philippians|colossians|timothy|titus|hebrews|james"
              + "|peter|jude|revelation|surah|quran|sura");

  @Override
  public @Nullable Token read(Cursor cursor) {
    if (!Character.isDigit(cursor.current())
        || Character.isLetterOrDigit(cursor.charAt(cursor.at() - 1))
            && cursor.charAt(cursor.at() - 1) != 'T') {
      return null;
    }
    MatchResult pair = cursor.match(PAIR);
    if (pair != null && cursor.isNear(BOOK, 1)) {
      return cursor.token(
          Kind.CODE, pair.end(), spoken(pair.group(1)) + " " + spoken(pair.group(2)));
    }
    MatchResult clock = cursor.match(CLOCK);
    if (clock != null && isClock(cursor, clock)) {
      return clock(cursor, clock);
    }
    if (pair != null) {
      return cursor.token(
          Kind.NUMBER, pair.end(), spoken(pair.group(1)) + " to " + spoken(pair.group(2)));
    }
    MatchResult pointed = cursor.match(POINTED);
    if (pointed != null) {
      return halfDay(cursor, pointed, 3, minutes(pointed.group(1), pointed.group(2)));
    }
    MatchResult hour = cursor.match(HOUR);
    return hour == null || Integer.parseInt(hour.group(1)) > 24
        ? null
        : halfDay(cursor, hour, 2, NumberWords.cardinal(Long.parseLong(hour.group(1))));
  }

  private static boolean isClock(Cursor cursor, MatchResult match) {
    return Integer.parseInt(match.group(1)) <= 24
        && Integer.parseInt(match.group(2)) < 60
        && (match.group(4) != null || !cursor.isNear(RATIO, 3));
  }

  private static Token clock(Cursor cursor, MatchResult match) {
    String hours = match.group(1);
    boolean whole = Integer.parseInt(match.group(2)) == 0;
    String spoken = minutes(hours, match.group(2));
    if (match.group(3) != null && Integer.parseInt(match.group(3)) > 0) {
      long seconds = Long.parseLong(match.group(3));
      spoken =
          spoken
              + " and "
              + NumberWords.cardinal(seconds)
              + (seconds == 1 ? " second" : " seconds");
    }
    if (match.group(4) != null) {
      return halfDay(cursor, match, 4, spoken);
    }
    int hour = Integer.parseInt(hours);
    if (whole && match.group(3) == null) {
      boolean zoned = cursor.wordAfter(match.end()).matches("hours|hrs");
      spoken =
          hour == 0 || hour > 12
              ? (hour == 0 ? "zero" : spoken) + " hundred"
              : spoken + (zoned ? " hundred" : " o'clock");
    }
    return cursor.token(Kind.TIME, match.end(), spoken + (match.group(6) == null ? "" : " UTC"));
  }

  private static String minutes(String hours, String minutes) {
    String spoken = NumberWords.cardinal(Long.parseLong(hours));
    int past = Integer.parseInt(minutes);
    return past == 0 ? spoken : spoken + (past < 10 ? " oh " : " ") + NumberWords.cardinal(past);
  }

  /** Groups: the letter, then its full stop, which goes along unless the sentence ends. */
  private static Token halfDay(Cursor cursor, MatchResult match, int group, String spoken) {
    boolean stop = !match.group(group + 1).isEmpty() && cursor.endsSentence(match.end() - 1);
    String half = match.group(group).equalsIgnoreCase("a") ? " AM" : " PM";
    return cursor.token(Kind.TIME, stop ? match.end() - 1 : match.end(), spoken + half);
  }

  private static String spoken(String number) {
    int point = number.indexOf('.');
    return point < 0
        ? NumberWords.cardinal(number)
        : NumberWords.decimal(number.substring(0, point), number.substring(point + 1));
  }
}

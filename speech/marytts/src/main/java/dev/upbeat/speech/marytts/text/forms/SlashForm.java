package dev.upbeat.speech.marytts.text.forms;

import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What has a slash: fractions, 24/7, 9/11, "w/o", AC/DC, "and/or", "he/she", "miles/hour". */
final class SlashForm implements Form {
  private static final Map<String, String> SPECIAL =
      Map.ofEntries(
          Map.entry("24/7", "twenty four seven"),
          Map.entry("9/11", "nine eleven"),
          Map.entry("7/11", "seven eleven"),
          Map.entry("20/20", "twenty twenty"),
          Map.entry("50/50", "fifty fifty"));
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("w/o", "without"),
          Map.entry("w/", "with"),
          Map.entry("b/c", "because"),
          Map.entry("c/o", "care of"),
          Map.entry("n/a", "not applicable"),
          Map.entry("s/he", "she or he"),
          Map.entry("and/or", "and or"),
          Map.entry("km/h", "kilometers per hour"),
          Map.entry("m/s", "meters per second"),
          Map.entry("a/c", "AC"),
          Map.entry("i/o", "IO"));
  private static final Pattern MIXED =
      Pattern.compile("(\\d{1,4}) (\\d{1,2})/(\\d{1,2})(?![\\d/])");
  private static final Pattern EVEN_SPLIT = Pattern.compile("50[-–]50\\b");
  private static final Pattern PAIR = Pattern.compile("(\\d{1,4})/(\\d{1,4})(?![\\d/]|[.,]\\d)");
  private static final Pattern ABBREVIATION =
      Pattern.compile(
          "(?:w/o|b/c|c/o|n/a|s/he|and/or|km/h|m/s|a/c|i/o)\\b|w/", Pattern.CASE_INSENSITIVE);
  private static final Pattern BETWEEN = Pattern.compile("/(?=[A-Za-z])");
  private static final Set<String> SPANS =
      Set.of("hour", "minute", "second", "day", "week", "month", "year", "person", "night");
  private static final Set<String> LIKE_TENS =
      Set.of("80", "60", "70", "90", "40", "30", "20", "10", "50");

  @Override
  public @Nullable Token read(Cursor cursor) {
    char before = cursor.charAt(cursor.at() - 1);
    if (cursor.current() == '/') {
      return between(cursor, before);
    }
    if (Character.isLetterOrDigit(before) || before == '/' || before == '.') {
      return null;
    }
    MatchResult abbreviation = cursor.match(ABBREVIATION);
    if (abbreviation != null) {
      String key = abbreviation.group().toLowerCase(java.util.Locale.ROOT);
      return cursor.token(Kind.ABBREVIATION, abbreviation.end(), SHORT.getOrDefault(key, key));
    }
    MatchResult even = cursor.match(EVEN_SPLIT);
    if (even != null) {
      return cursor.token(Kind.FRACTION, even.end(), "fifty fifty");
    }
    MatchResult mixed = cursor.match(MIXED);
    if (mixed != null && Integer.parseInt(mixed.group(2)) < Integer.parseInt(mixed.group(3))) {
      long numerator = Long.parseLong(mixed.group(2));
      String fraction = fraction(numerator, Long.parseLong(mixed.group(3)));
      return cursor.token(
          Kind.FRACTION,
          mixed.end(),
          NumberWords.cardinal(mixed.group(1))
              + " and "
              + (numerator == 1 ? article(fraction) : fraction));
    }
    MatchResult pair = cursor.match(PAIR);
    return pair == null ? null : pair(cursor, pair);
  }

  private static Token pair(Cursor cursor, MatchResult match) {
    String special = SPECIAL.get(match.group());
    String next = cursor.wordAfter(match.end());
    String first = NumberWords.cardinal(match.group(1));
    String second = NumberWords.cardinal(match.group(2));
    long over = Long.parseLong(match.group(1));
    long under = Long.parseLong(match.group(2));
    String spoken;
    if (special != null) {
      spoken = special;
    } else if (next.equals("time")) {
      spoken = first + " " + second;
    } else if (match.group(1).length() == 4) {
      spoken = NumberWords.year((int) over) + " " + second;
    } else if (over + under == 100 && LIKE_TENS.contains(match.group(1))) {
      spoken = first + " " + second;
    } else if ((under == 10 || under == 100 || next.equals("stars"))
        && over > 1
        && over <= under
        && !next.equals("of")) {
      spoken = first + " out of " + second;
    } else if (under < 2 || over > under || under > 100) {
      spoken = first + " over " + second;
    } else {
      spoken = fraction(over, under);
    }
    return cursor.token(Kind.FRACTION, match.end(), spoken);
  }

  private static String fraction(long over, long under) {
    return NumberWords.cardinal(over) + " " + NumberWords.denominator(over, under);
  }

  private static String article(String fraction) {
    String rest = fraction.substring("one ".length());
    return (rest.startsWith("eigh") || rest.startsWith("ele") ? "an " : "a ") + rest;
  }

  /** Between words: nothing between capitals, else "or"; "per" before a span of time. */
  private static @Nullable Token between(Cursor cursor, char before) {
    MatchResult match = cursor.match(BETWEEN);
    if (match == null) {
      return null;
    }
    String next = cursor.wordAfter(match.end());
    if (!Character.isLetterOrDigit(before)) {
      return cursor.token(Kind.SYMBOL, match.end(), before == '/' ? "" : "slash");
    }
    String written = cursor.wordBefore();
    boolean capitals = isCapitals(written) && isCapitals(next);
    boolean per = SPANS.contains(next);
    return cursor.token(Kind.SYMBOL, match.end(), capitals ? "" : per ? "per" : "or");
  }

  private static boolean isCapitals(String word) {
    return !word.isEmpty()
        && word.chars().allMatch(c -> Character.isUpperCase(c) || Character.isDigit(c));
  }
}

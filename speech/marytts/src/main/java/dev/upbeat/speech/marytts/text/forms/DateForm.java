package dev.upbeat.speech.marytts.text.forms;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates with a month in letters, decades, weekdays. All-digit dates: {@link DigitDates}. */
final class DateForm implements Form {
  private static final String DAY =
      "([12]\\d|3[01]|0?[1-9])(st|nd|rd|th)?(?![\\d%°$€£]|[:.,/]\\d| ?[ap]\\.?m\\b)";
  private static final String YEAR = "(1\\d{3}|20\\d{2})(?![\\d%]|,\\d|\\.\\d)";
  private static final String MONTH = Months.MONTH;
  private static final String DASH = "\\s?[-–—]\\s?";
  private static final Set<String> POSSESSIVES =
      Set.of(
          "the", "his", "her", "their", "my", "your", "our", "early", "late", "mid", "in", "whose");

  private static final Pattern DAYS_AHEAD =
      Pattern.compile(
          "(?:,? \\d|, [A-Z]|\\s?[-–] ?[A-Z]| (?:and|or|to|through|&) "
              + Months.WEEKDAY
              + "\\b| (?:night|morning|evening|afternoon)\\b)");
  private static final Pattern MONTHS_AHEAD =
      Pattern.compile("(?:\\.?\\s?[-–] ?| (?:and|or|to|through|&) )" + MONTH);

  private record Rule(Pattern written, BiFunction<Cursor, MatchResult, @Nullable String> spoken) {}

  private static final List<Rule> RULES =
      List.of(
          rule(
              MONTH + " " + DAY + "(?:" + DASH + DAY + ")?(?:,? " + YEAR + ")?",
              DateForm::monthFirst),
          rule(
              DAY + "(?:" + DASH + DAY + ")?( of)?[ -]" + MONTH + "(?:[, -]{1,2}" + YEAR + ")?",
              DateForm::dayFirst),
          rule(MONTH + ",? (?:of )?" + YEAR, DateForm::monthAndYear),
          rule(
              "(1\\d|20)(\\d)0['’]?s\\b",
              (cursor, match) ->
                  decade(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)) * 10)),
          rule(
              "(['’])?([2-9])0['’]?s\\b(?! (?:timer|timeout|delay|later|ago|clip|video))",
              DateForm::shortDecade),
          rule("['’](\\d{2})\\b(?!['’\"])", DateForm::shortYear),
          rule("(" + Months.WEEKDAY + ")\\b(\\.)?", DateForm::weekday),
          rule(MONTH, DateForm::shortMonth));

  @Override
  public @Nullable Token read(Cursor cursor) {
    char c = cursor.current();
    if (!Character.isLetterOrDigit(c) && c != '\'' && c != '’'
        || Character.isLetterOrDigit(cursor.charAt(cursor.at() - 1))) {
      return null;
    }
    Token digits = DigitDates.read(cursor);
    if (digits != null) {
      return digits;
    }
    for (Rule rule : RULES) {
      MatchResult match = cursor.match(rule.written());
      String spoken = match == null ? null : rule.spoken().apply(cursor, match);
      if (match != null && spoken != null) {
        boolean stopped = cursor.charAt(match.end() - 1) == '.';
        int end = stopped && cursor.endsSentence(match.end() - 1) ? match.end() - 1 : match.end();
        return cursor.token(Kind.DATE, end, spoken);
      }
    }
    return null;
  }

  private static Rule rule(
      String written, BiFunction<Cursor, MatchResult, @Nullable String> spoken) {
    return new Rule(Pattern.compile(written), spoken);
  }

  private static @Nullable String monthFirst(Cursor cursor, MatchResult match) {
    String month = match.group(1);
    boolean bare = match.group(3) == null && match.group(6) == null;
    if (bare && Months.countsWhatFollows(cursor, month, match.end())) {
      return null;
    }
    String day = NumberWords.ordinal(Long.parseLong(match.group(2)));
    String last =
        match.group(4) == null ? "" : " to " + NumberWords.ordinal(Long.parseLong(match.group(4)));
    return Months.name(Months.number(month)) + " " + day + last + year(match.group(6));
  }

  private static @Nullable String dayFirst(Cursor cursor, MatchResult match) {
    String month = match.group(6);
    boolean ordinal = match.group(2) != null || match.group(5) != null;
    boolean bare = !ordinal && match.group(7) == null;
    if (bare && (Months.isOtherWordBefore(cursor, month) || isCount(cursor, month, match.end()))) {
      return null;
    }
    String name = Months.name(Months.number(month));
    String day = NumberWords.ordinal(Long.parseLong(match.group(1)));
    String last =
        match.group(3) == null ? "" : " to " + NumberWords.ordinal(Long.parseLong(match.group(3)));
    if (!ordinal) {
      return name + " " + day + last + year(match.group(7));
    }
    String the = cursor.lowerWordBefore().equals("the") ? "" : "the ";
    return the + day + last + " of " + name + year(match.group(7));
  }

  /** "12 March protests". */
  private static boolean isCount(Cursor cursor, String month, int end) {
    return !Set.of("on", "by", "since", "until", "from", "before", "after")
            .contains(cursor.lowerWordBefore())
        && Months.countsWhatFollows(cursor, month, end);
  }

  private static String monthAndYear(Cursor cursor, MatchResult match) {
    return Months.name(Months.number(match.group(1)))
        + " "
        + NumberWords.year(Integer.parseInt(match.group(2)));
  }

  private static @Nullable String shortDecade(Cursor cursor, MatchResult match) {
    String before = cursor.lowerWordBefore();
    boolean decade =
        match.group(1) != null
            || POSSESSIVES.contains(before.replace(".", ""))
            || before.endsWith("'s");
    boolean hyphened = cursor.charAt(cursor.at() - 1) == '-';
    return decade || hyphened ? plural(Integer.parseInt(match.group(2)) * 10) : null;
  }

  private static @Nullable String shortYear(Cursor cursor, MatchResult match) {
    int year = Integer.parseInt(match.group(1));
    return (year < 10 ? "oh " : "") + NumberWords.cardinal(year);
  }

  /** "Mon" and "Sat" are days only in company; the others are hardly anything else. */
  private static @Nullable String weekday(Cursor cursor, MatchResult match) {
    String written = match.group(1);
    boolean company =
        (match.group(2) != null && !cursor.endsSentence(match.end() - 1))
            || cursor.match(DAYS_AHEAD, match.end()) != null
            || isSecond(cursor);
    boolean sure = Set.of("Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri").contains(written);
    return company || sure ? Months.weekday(written) : null;
  }

  /** "Jan" and "Mar" of "Jan–Mar"; elsewhere they may be names. */
  private static @Nullable String shortMonth(Cursor cursor, MatchResult match) {
    boolean company =
        cursor.match(MONTHS_AHEAD, match.end(1)) != null
            || isSecond(cursor)
            || match.group(1).equals("Sept")
            || (match.end() > match.end(1) && !cursor.endsSentence(match.end() - 1));
    boolean shortened = match.group(1).length() < 5 && !match.group(1).matches("(?i)may|june|july");
    return shortened && company ? Months.name(Months.number(match.group(1))) : null;
  }

  /** Behind "Mon and" or "Jan to". */
  private static boolean isSecond(Cursor cursor) {
    Token before = cursor.secondPrevious();
    return before != null
        && before.kind() == Kind.DATE
        && Set.of("to", "and", "or", "through").contains(String.valueOf(lastSpoken(cursor)));
  }

  private static @Nullable String lastSpoken(Cursor cursor) {
    Token last = cursor.previous();
    return last == null ? null : last.spoken();
  }

  static String year(@Nullable String digits) {
    return digits == null ? "" : ", " + NumberWords.year(Integer.parseInt(digits));
  }

  private static String decade(int century, int tens) {
    if (tens == 0) {
      return century % 10 == 0
          ? NumberWords.cardinal(century * 100L) + "s"
          : NumberWords.cardinal(century) + " hundreds";
    }
    return NumberWords.cardinal(century) + " " + (tens == 10 ? "tens" : plural(tens));
  }

  private static String plural(int tens) {
    String word = NumberWords.cardinal(tens);
    return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
  }
}

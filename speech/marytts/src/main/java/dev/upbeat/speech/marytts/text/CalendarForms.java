package dev.upbeat.speech.marytts.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;

/** Dates, years, decades and times of day. */
final class CalendarForms {
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final String MONTH =
      "(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
          + "Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b\\.?";
  private static final String YEAR = "(1[0-9]\\d\\d|20\\d\\d)";

  /** Words after which four digits are a year. */
  private static final String BEFORE_YEAR =
      "(in|since|by|until|till|from|to|year|early|late|mid|around|circa|before|after|during|between|and|of)";

  static final List<Rule> RULES =
      List.of(
          Rule.of("\\b(\\d{4})-(\\d{2})-(\\d{2})(?:T[\\d:.]+Z?)?\\b", CalendarForms::isoDate),
          Rule.of("\\b(\\d{1,2})/(\\d{1,2})/(\\d{4})\\b", CalendarForms::slashDate),
          Rule.of(
              "\\b" + MONTH + "\\s(\\d{1,2})(?:st|nd|rd|th)?\\b(?:,?\\s" + YEAR + "\\b)?",
              match -> date(month(match.group(1)), match.group(2), match.group(3))),
          Rule.of(
              "\\b(\\d{1,2})(?:st|nd|rd|th)?(?:\\sof)?\\s" + MONTH + "(?:,?\\s" + YEAR + "\\b)?",
              match -> date(month(match.group(2)), match.group(1), match.group(3))),
          Rule.of(
              "\\b" + MONTH + ",?\\s" + YEAR + "\\b",
              match -> month(match.group(1)) + " " + year(match.group(2))),
          Rule.of("\\b(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\b", CalendarForms::time),
          Rule.of("\\b(1[0-9]|20)(\\d)0'?s\\b", CalendarForms::decade),
          Rule.of("'([2-9])0s\\b", match -> plural(Integer.parseInt(match.group(1)) * 10)),
          Rule.of(
              "\\b" + YEAR + "\\s?[-–]\\s?" + YEAR + "\\b",
              match -> year(match.group(1)) + " to " + year(match.group(2))),
          Rule.of(
              "\\b" + BEFORE_YEAR + "\\s" + YEAR + "\\b(?![,.]?\\d|\\s?(?:%|km|kg|m|people)\\b)",
              match -> match.group(1) + " " + year(match.group(2))),
          Rule.of("\\b" + YEAR + "(?=\\s?(?:AD|CE|BCE?)\\b|\\))", match -> year(match.group(1))));

  private CalendarForms() {}

  private static String year(String digits) {
    return NumberWords.year(Integer.parseInt(digits));
  }

  private static String month(String written) {
    String start = written.substring(0, 3).toLowerCase(Locale.ROOT);
    return MONTHS.stream()
        .filter(month -> month.toLowerCase(Locale.ROOT).startsWith(start))
        .findFirst()
        .orElse(written);
  }

  private static String date(String month, String day, String year) {
    int dayOfMonth = Integer.parseInt(day);
    String spoken = dayOfMonth == 0 ? month : month + " " + NumberWords.ordinal(dayOfMonth);
    return year == null ? spoken : spoken + ", " + year(year);
  }

  private static String isoDate(MatchResult match) {
    int month = Integer.parseInt(match.group(2));
    return isMonth(month)
        ? date(MONTHS.get(month - 1), match.group(3), match.group(1))
        : match.group();
  }

  /** Month first, as in the United States, unless that can't be. */
  private static String slashDate(MatchResult match) {
    int first = Integer.parseInt(match.group(1));
    int second = Integer.parseInt(match.group(2));
    if (isMonth(first)) {
      return date(MONTHS.get(first - 1), match.group(2), match.group(3));
    }
    return isMonth(second)
        ? date(MONTHS.get(second - 1), match.group(1), match.group(3))
        : match.group().replace('/', ' ');
  }

  private static boolean isMonth(int number) {
    return number >= 1 && number <= 12;
  }

  private static String time(MatchResult match) {
    String hours = NumberWords.cardinal(Long.parseLong(match.group(1)));
    int minutes = Integer.parseInt(match.group(2));
    String spoken =
        minutes == 0
            ? hours + (match.group(3) == null ? " o'clock" : " hundred hours")
            : hours + (minutes < 10 ? " oh " : " ") + NumberWords.cardinal(minutes);
    return match.group(3) == null
        ? spoken
        : spoken + " and " + NumberWords.cardinal(Long.parseLong(match.group(3))) + " seconds";
  }

  private static String decade(MatchResult match) {
    int tens = Integer.parseInt(match.group(2)) * 10;
    int century = Integer.parseInt(match.group(1));
    if (tens == 0) {
      return century == 20 ? "two thousands" : NumberWords.cardinal(century) + " hundreds";
    }
    return NumberWords.cardinal(century) + " " + (tens == 10 ? "tens" : plural(tens));
  }

  private static String plural(int tens) {
    String word = NumberWords.cardinal(tens);
    return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
  }
}

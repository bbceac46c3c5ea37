package dev.upbeat.speech.marytts.text.forms;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Months and weekdays, written out or short, and when they are other words. */
final class Months {
  private static final List<String> NAMES =
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

  /** A month; group: the name. Lower case only where it can be no other word. */
  static final String MONTH =
      "(Jan(?:uary)?|JAN(?:UARY)?|jan(?:uary)?|Feb(?:ruary)?|FEB(?:RUARY)?|feb(?:ruary)?|Mar(?:ch)?"
          + "|MAR(?:CH)?|Apr(?:il)?|APR(?:IL)?|apr(?:il)?|May|MAY|Jun[e]?|JUNE?|june|Jul[y]?|JULY?|july"
          + "|Aug(?:ust)?|AUG(?:UST)?|Sept?(?:ember)?|SEPT?(?:EMBER)?|sept(?:ember)?|Oct(?:ober)?"
          + "|OCT(?:OBER)?|oct(?:ober)?|Nov(?:ember)?|NOV(?:EMBER)?|nov(?:ember)?|Dec(?:ember)?"
          + "|DEC(?:EMBER)?|december)\\b\\.?";

  static final String WEEKDAY = "(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)";

  private static final Map<String, String> WEEKDAYS =
      Map.of(
          "Mo",
          "Monday",
          "Tu",
          "Tuesday",
          "We",
          "Wednesday",
          "Th",
          "Thursday",
          "Fr",
          "Friday",
          "Sa",
          "Saturday",
          "Su",
          "Sunday");

  /** What a number behind "March" or before "May" counts or labels, so that it is no day. */
  private static final Set<String> LABELS =
      Set.of(
          "under",
          "over",
          "step",
          "than",
          "age",
          "aged",
          "least",
          "most",
          "about",
          "level",
          "grade",
          "section",
          "part",
          "chapter",
          "question",
          "number",
          "top",
          "all",
          "these",
          "those",
          "first",
          "article",
          "option",
          "phase",
          "room",
          "only",
          "version",
          "rule",
          "page",
          "type");

  private Months() {}

  static String name(int month) {
    return NAMES.get(month - 1);
  }

  /** 1 to 12; the written name has at least its three first letters. */
  static int number(String written) {
    String start = written.substring(0, 3).toLowerCase(Locale.ROOT);
    for (int i = 0; i < NAMES.size(); i++) {
      if (NAMES.get(i).toLowerCase(Locale.ROOT).startsWith(start)) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("no month: " + written);
  }

  static String weekday(String written) {
    return WEEKDAYS.getOrDefault(written.substring(0, 2), written);
  }

  /** Whether a bare number before "May" or "March" counts or labels something: "under 5 may". */
  static boolean isOtherWordBefore(Cursor cursor, String month) {
    return (month.startsWith("May") || month.startsWith("Mar"))
        && LABELS.contains(cursor.lowerWordBefore());
  }

  /** Whether a bare number behind "May" or "March" counts what follows: "March 20 miles". */
  static boolean countsWhatFollows(Cursor cursor, String month, int end) {
    if (!month.startsWith("May") && !month.startsWith("Mar")) {
      return false;
    }
    String next = cursor.wordAfter(end);
    boolean plural =
        next.length() > 3
            && next.endsWith("s")
            && !next.endsWith("ss")
            && Character.isLowerCase(next.charAt(0));
    return plural && !Set.of("was", "this", "always").contains(next)
        || next.equals("people")
        || next.equals("more")
        || Unit.at(cursor, end) != null;
  }
}

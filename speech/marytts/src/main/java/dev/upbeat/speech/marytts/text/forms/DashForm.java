package dev.upbeat.speech.marytts.text.forms;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hyphens and dashes: "to" in ranges, "minus" in sums, a pause between words, else nothing. */
final class DashForm implements Form {
  private static final Set<Kind> RANGED =
      EnumSet.of(
          Kind.NUMBER,
          Kind.ORDINAL,
          Kind.FRACTION,
          Kind.TIME,
          Kind.DATE,
          Kind.MONEY,
          Kind.UNIT,
          Kind.CODE);
  private static final Pattern MONTH_AHEAD =
      Pattern.compile("[-–—] ?(?:" + Months.MONTH + " ?\\d| ?" + Months.MONTH + "$)");
  private static final Pattern DIFFERENCE =
      Pattern.compile("[-–—] ?[\\d.,]+ ?(?:=|(?:is|equals|makes)\\b|[+*×÷])");
  private static final Pattern CALCULATING =
      Pattern.compile(
          "what|what's|whats|calculate|compute|minus|plus|equals|=|subtract|\\+|×|\\*|÷");
  private static final Pattern WEEKDAY_AHEAD =
      Pattern.compile("[-–—] ?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\\b");
  private static final Pattern MONTH_NAME_AHEAD = Pattern.compile("[-–—] ?" + Months.MONTH);
  private static final Pattern LETTER_AHEAD = Pattern.compile("[-–](?:[A-Z]|[IVX]+)\\b(?!['.]\\w)");
  private static final Pattern WEEKDAY =
      Pattern.compile("(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)(?:[a-z]*day)?");
  private static final Pattern MONTH_NAME = Pattern.compile("(?i)" + Months.MONTH);

  @Override
  public @Nullable Token read(Cursor cursor) {
    char c = cursor.current();
    if (c != '-' && c != '–' && c != '—') {
      return null;
    }
    char before = cursor.charAt(cursor.at() - 1);
    char after = cursor.charAt(cursor.at() + 1);
    Token last = cursor.previous();
    if (last != null && last.kind() != Kind.MARK && isJoint(cursor, last)) {
      return cursor.token(
          Kind.SYMBOL, cursor.at() + 1, isDifference(cursor, last) ? "minus" : "to");
    }
    boolean zone = last != null && last.written().matches("UTC|GMT") && Character.isDigit(after);
    if (zone) {
      return cursor.token(Kind.SYMBOL, cursor.at() + 1, "minus");
    }
    boolean algebra =
        last != null
            && cursor.match(ALGEBRA, cursor.at()) != null
            && last.written().length() == 1
            && before == ' ';
    if (algebra) {
      return cursor.token(Kind.SYMBOL, cursor.at() + 1, "minus");
    }
    boolean open =
        before == ' ' || (c == '-' && (after == '-' || before == '-')) || after == ' ' || c == '—';
    boolean grade =
        c == '-'
            && last != null
            && last.written().matches("[A-F]")
            && before != ' '
            && (after == ' ' || after == '.' || after == ',');
    if (grade) {
      return cursor.token(Kind.SYMBOL, cursor.at() + 1, "minus");
    }
    boolean hanging =
        c == '-' && before != ' ' && Character.isLetterOrDigit(before) && after == ' ';
    return cursor.token(Kind.MARK, cursor.at() + 1, open && !hanging ? "," : "");
  }

  private static final Pattern ALGEBRA = Pattern.compile("[-–] (?:[a-z]\\b|\\d+)");

  private static boolean isJoint(Cursor cursor, Token last) {
    char before = cursor.charAt(cursor.at() - 1);
    if (RANGED.contains(last.kind())) {
      boolean touching = before != ' ' || cursor.charAt(cursor.at() + 1) == ' ';
      MatchResult ahead = cursor.match(RANGE_AHEAD);
      if (touching && ahead != null
          || last.kind() == Kind.DATE && cursor.match(MONTH_AHEAD) != null) {
        return true;
      }
    }
    if (last.kind() == Kind.ROMAN) {
      return cursor.match(LETTER_AHEAD) != null;
    }
    String word = last.written();
    if (word.length() == 1 && Character.isUpperCase(word.charAt(0)) && before != ' ') {
      return cursor.match(LETTER_AHEAD) != null && word.charAt(0) < cursor.charAt(cursor.at() + 1);
    }
    String lower = word.toLowerCase(java.util.Locale.ROOT);
    return (WEEKDAY.matcher(lower).matches() && cursor.match(WEEKDAY_AHEAD) != null)
        || (MONTH_NAME.matcher(word).matches() && cursor.match(MONTH_NAME_AHEAD) != null);
  }

  private static final Pattern RANGE_AHEAD =
      Pattern.compile(
          "(?:[-–—]|--)"
              + " ?(?:[~+–-]?(?:(?:US|C|A|AU|NZ)?[$€£¥₹])?\\.?\\d|#\\d|(?:noon|midnight|present|now)\\b)");

  private static boolean isDifference(Cursor cursor, Token last) {
    return last.kind() != Kind.DATE
        && last.kind() != Kind.TIME
        && (cursor.match(DIFFERENCE) != null
            || (cursor.charAt(cursor.at() - 1) == ' ' && cursor.isNear(CALCULATING, 4)));
  }
}

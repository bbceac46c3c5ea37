package dev.upbeat.speech.marytts.text.forms;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bare numbers, years among them: what is before and behind decides. */
final class NumberForm implements Form {
  private static final Pattern TIMES = Pattern.compile(" ?[x×] ?(?=\\d)");
  private static final Pattern TIMES_ALONE = Pattern.compile("x\\b(?!-)");
  private static final Pattern K_ALONE =
      Pattern.compile(
          "([kK])(?="
              + " (?:run|race|walk|tv|video|resolution|monitor|display|screen|content|camera)s?\\b)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LETTER_ALONE = Pattern.compile("([BM])(?= pencil)|([BM])\\b");
  private static final Pattern LABEL =
      Pattern.compile("apartment|apt|room|unit|seat|gate|class|section|row|flat|block|suite");
  private static final Pattern PLUS = Pattern.compile("\\+(?![\\w+])");
  private static final Pattern YEAR_AHEAD = Pattern.compile("[-–]\\d{2}(?:\\d{2})?(?!\\d)");
  private static final Pattern ERA = Pattern.compile(" ?(?:AD|CE|BCE?)\\b");
  private static final Set<String> BEFORE_YEAR =
      Set.of(
          "in",
          "since",
          "by",
          "until",
          "till",
          "from",
          "year",
          "early",
          "late",
          "mid",
          "around",
          "circa",
          "before",
          "after",
          "during",
          "between",
          "ad",
          "c",
          "copyright",
          "©",
          "born",
          "established",
          "est",
          "spring",
          "summer",
          "fall",
          "autumn",
          "winter",
          "ca",
          "of");
  private static final Set<String> NOT_COUNTED =
      Set.of("was", "is", "has", "as", "its", "this", "us", "olympics", "elections", "yes");

  @Override
  public @Nullable Token read(Cursor cursor) {
    Amount amount = Amount.at(cursor, cursor.at());
    if (amount == null) {
      return null;
    }
    MatchResult letter = cursor.match(K_ALONE, amount.end());
    if (letter == null && cursor.isNear(LABEL, 1)) {
      letter = cursor.match(LETTER_ALONE, amount.end());
    }
    if (letter != null || isPencil(cursor, amount)) {
      int end = letter == null ? amount.end() + 1 : letter.end();
      String name = String.valueOf(cursor.charAt(end - 1)).toUpperCase(java.util.Locale.ROOT);
      return cursor.token(Kind.NUMBER, end, amount.spoken() + " " + name);
    }
    if (cursor.charAt(amount.end()) == 'm'
        && cursor.match(Unit.COUNTED, amount.end() + 1) != null) {
      return cursor.token(Kind.NUMBER, amount.end() + 1, amount.spoken() + " million");
    }
    if (isYear(cursor, amount)) {
      return cursor.token(
          Kind.DATE, amount.end(), NumberWords.year(Integer.parseInt(amount.whole())));
    }
    return number(cursor, amount.withMagnitude(cursor, false));
  }

  private static Token number(Cursor cursor, Amount amount) {
    MatchResult by = cursor.match(TIMES, amount.end());
    if (by != null) {
      boolean spaced = by.group().startsWith(" ");
      return cursor.token(Kind.NUMBER, by.end(), amount.spoken() + (spaced ? " times" : " by"));
    }
    MatchResult times = cursor.match(TIMES_ALONE, amount.end());
    if (times != null) {
      return cursor.token(Kind.NUMBER, times.end(), amount.spoken() + " times");
    }
    MatchResult plus = cursor.match(PLUS, amount.end());
    return plus == null
        ? cursor.token(Kind.NUMBER, amount.end(), amount.spoken())
        : cursor.token(Kind.NUMBER, plus.end(), amount.spoken() + " plus");
  }

  private static boolean isPencil(Cursor cursor, Amount amount) {
    return cursor.charAt(amount.end()) == 'B'
        && cursor.wordAfter(amount.end() + 1).equals("pencil");
  }

  private static boolean isYear(Cursor cursor, Amount amount) {
    int digits = amount.whole().length();
    if (digits != 4
        || amount.fraction() != null
        || !amount.sign().isEmpty()
        || cursor.charAt(amount.end() - 4) == ','
        || amount.end() - cursor.at() != 4) {
      return false;
    }
    int year = Integer.parseInt(amount.whole());
    if (year < 1000 || year > 2099) {
      return false;
    }
    if (cursor.match(ERA, amount.end()) != null
        || cursor.match(YEAR_AHEAD, amount.end()) != null
        || (cursor.charAt(amount.end()) == ')' && cursor.charAt(cursor.at() - 1) == '(')) {
      return true;
    }
    Token last = cursor.previous();
    Token before = cursor.secondPrevious();
    if (last != null
        && before != null
        && before.kind() == Kind.DATE
        && Set.of("to", "and", "or").contains(last.spoken())) {
      return true;
    }
    String next = cursor.wordAfter(amount.end());
    boolean counts =
        next.length() > 2
            && Character.isLowerCase(next.charAt(0))
            && !NOT_COUNTED.contains(next)
            && (next.endsWith("s") || next.equals("people") || next.equals("more"));
    return !counts
        && Unit.at(cursor, amount.end()) == null
        && (year >= 1800 || BEFORE_YEAR.contains(cursor.lowerWordBefore().replace(".", "")));
  }
}

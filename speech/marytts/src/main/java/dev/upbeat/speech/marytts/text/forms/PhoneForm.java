package dev.upbeat.speech.marytts.text.forms;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Phone numbers, emergency numbers, card numbers: digit by digit, group by group. */
final class PhoneForm implements Form {
  private static final Pattern NORTH_AMERICAN =
      Pattern.compile(
          "(?:\\+?1[-. ]?)?(?:\\(\\d{3}\\) ?|\\d{3}[-. ])\\d{3}[-. ]\\d{4}(?![\\d-]|\\.\\d)");
  private static final Pattern TOLL_FREE_WORD =
      Pattern.compile("1-(\\d{3})-([A-Z]{1,9}(?:-[A-Z]{1,9})?)\\b");
  private static final Pattern INTERNATIONAL =
      Pattern.compile("\\+\\d{1,3}(?:[-. ]?\\(?\\d{1,5}\\)?){2,6}(?![\\d-])");
  private static final Pattern LEADING_ZERO =
      Pattern.compile("\\(?0\\d{1,4}\\)?(?:[- ]\\d{2,8}){1,4}(?![\\d-])");
  private static final Pattern SHORT = Pattern.compile("(\\d{3})[-.](\\d{4})(?![\\d-]|\\.\\d)");
  private static final Pattern GROUPS =
      Pattern.compile(
          "\\d{4}(?:[- ]\\d{4}){2,3}(?:[- ]\\d{1,3})?(?![\\d-])|\\d{3}-\\d{2}-\\d{4}(?![\\d-])"
              + "|97[89](?:-\\d{1,7}){3}-[\\dX](?!\\d)");
  private static final Pattern SERVICE =
      Pattern.compile(
          "(911|999|112|988|411|311|211|811|000|111|101|118)(?![\\d%°:/-]|[.,]\\d|['a-zA-Z])");
  private static final Pattern PHONING =
      Pattern.compile(
          "call|calls|calling|called|dial|dialed|dialing|phone|phoned|ring|text|texted|number|line|hotline|emergency|or|at|contact|reach|fax|tel");
  private static final Set<String> AFTER_SERVICE =
      Set.of(
          "call",
          "calls",
          "caller",
          "operator",
          "operators",
          "dispatcher",
          "dispatchers",
          "emergency",
          "emergencies",
          "service",
          "services",
          "lifeline",
          "hotline",
          "center");
  private static final Set<String> BEFORE_OTHER =
      Set.of("porsche", "september", "route", "room", "page");

  @Override
  public @Nullable Token read(Cursor cursor) {
    char first = cursor.current();
    if (!Character.isDigit(first) && first != '+' && first != '('
        || Character.isLetterOrDigit(cursor.charAt(cursor.at() - 1))
        || "$€£¥.".indexOf(cursor.charAt(cursor.at() - 1)) >= 0) {
      return null;
    }
    for (Pattern pattern : new Pattern[] {NORTH_AMERICAN, INTERNATIONAL, LEADING_ZERO, GROUPS}) {
      MatchResult match = cursor.match(pattern);
      if (match != null) {
        return cursor.token(Kind.PHONE, match.end(), digits(match.group()));
      }
    }
    MatchResult lettered = cursor.match(TOLL_FREE_WORD);
    if (lettered != null) {
      return cursor.token(
          Kind.PHONE,
          lettered.end(),
          "one, "
              + group(lettered.group(1))
              + ", "
              + lettered.group(2).toLowerCase(java.util.Locale.ROOT).replace('-', ' '));
    }
    MatchResult local = cursor.match(SHORT);
    if (local != null && isPhone(cursor, local)) {
      return cursor.token(Kind.PHONE, local.end(), digits(local.group()));
    }
    MatchResult service = cursor.match(SERVICE);
    return service == null || !isService(cursor, service)
        ? null
        : cursor.token(Kind.PHONE, service.end(), NumberWords.digitByDigit(service.group(1)));
  }

  /** "555-1234" is one, "100-2000 people" is a range. */
  private static boolean isPhone(Cursor cursor, MatchResult match) {
    boolean round = match.group(1).endsWith("0") && match.group(2).endsWith("0");
    boolean dotted = match.group().indexOf('.') > 0;
    String next = cursor.wordAfter(match.end());
    return cursor.isNear(PHONING, 3)
        || (!round && !dotted && !(next.endsWith("s") && next.length() > 3));
  }

  private static boolean isService(Cursor cursor, MatchResult match) {
    if (match.group(1).equals("911")) {
      String next = cursor.wordAfter(match.end());
      boolean counts =
          next.length() > 3
              && Character.isLowerCase(next.charAt(0))
              && next.endsWith("s")
              && !next.endsWith("ss")
              && !AFTER_SERVICE.contains(next);
      return !counts
          && !next.equals("people")
          && !BEFORE_OTHER.contains(cursor.lowerWordBefore())
          && Unit.at(cursor, match.end()) == null;
    }
    return (PHONING_BEFORE.contains(cursor.lowerWordBefore())
            || AFTER_SERVICE.contains(cursor.wordAfter(match.end()))
            || isAlternative(cursor))
        && Unit.at(cursor, match.end()) == null;
  }

  private static final Set<String> PHONING_BEFORE =
      Set.of(
          "call",
          "calling",
          "called",
          "dial",
          "dialed",
          "dialing",
          "phone",
          "phoned",
          "ring",
          "text",
          "texted",
          "number",
          "hotline",
          "emergency",
          "at");

  /** "911 or 112". */
  private static boolean isAlternative(Cursor cursor) {
    Token before = cursor.secondPrevious();
    return before != null
        && before.kind() == Kind.PHONE
        && Set.of("or", "and", "to", "in").contains(cursor.lowerWordBefore());
  }

  private static String digits(String written) {
    StringBuilder spoken = new StringBuilder(written.startsWith("+") ? "plus " : "");
    for (String group : written.split("\\D+")) {
      if (!group.isEmpty()) {
        boolean first = spoken.isEmpty() || spoken.toString().equals("plus ");
        spoken.append(first ? "" : ", ").append(group(group));
      }
    }
    return spoken + (written.endsWith("X") ? " X" : "");
  }

  private static String group(String digits) {
    return digits.equals("800") ? "eight hundred" : NumberWords.digitByDigit(digits);
  }
}

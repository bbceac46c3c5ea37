package dev.upbeat.core.turn;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where streamed text must not be cut, because what stands on both sides is said as one: "9am - |
 * 5pm", "July 4, | 2024", "2h | 30m", "Gen. | Lee", "Louis | XIV". While the right side isn't there
 * yet, it may be anything.
 */
final class TokenBounds {
  private static final String SIGNS = "-–—−+*×÷=<>≤≥≈≠±/%°&^~$€£¥";
  private static final Pattern ROMAN = Pattern.compile("[IVXL]+\\W*");
  private static final Set<String> MONTHS =
      Set.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private TokenBounds() {}

  /** Whether a mark that begins a text may be part of a number. */
  static boolean mayBeSign(CharSequence text, int at, boolean complete) {
    char mark = text.charAt(at);
    if (mark != '.' && mark != '–' && mark != '—') {
      return false;
    }
    return at + 1 == text.length()
        ? !complete
        : Character.isDigit(text.charAt(at + 1))
            || (mark != '.' && "$€£¥".indexOf(text.charAt(at + 1)) >= 0);
  }

  /** Whether the mark at {@code at} and the blank behind it are within a date, range or number. */
  static boolean joinsAcrossMark(CharSequence text, int at) {
    String left = wordBefore(text, at);
    boolean dash = text.charAt(at) == '–' || text.charAt(at) == '—';
    if (dash && left.isEmpty()) {
      left = wordBefore(text, blankBefore(text, at));
    }
    if (!hasDigit(left) && !isMonth(left)) {
      return false;
    }
    char right = firstBehind(text, at + 1);
    return right == 0 || Character.isDigit(right) || (dash && SIGNS.indexOf(right) >= 0);
  }

  /** Whether the words on both sides of the blank at {@code at} are said as one. */
  static boolean joinsAcrossBlank(CharSequence text, int at) {
    String left = wordBefore(text, at);
    String right = wordAfter(text, at);
    if (left.endsWith(".") || hasDigit(left) || isSign(left)) {
      return true;
    }
    if (right.isEmpty()) {
      return Character.isUpperCase(first(left)) || isMonth(left);
    }
    char first = first(right);
    boolean named = Character.isUpperCase(first(left)) && ROMAN.matcher(right).matches();
    return Character.isDigit(first) || SIGNS.indexOf(first) >= 0 || first == '.' || named;
  }

  private static boolean isSign(String word) {
    return word.length() == 1 && SIGNS.indexOf(word.charAt(0)) >= 0;
  }

  private static boolean isMonth(String word) {
    return MONTHS.contains(word.toLowerCase(Locale.ROOT));
  }

  private static boolean hasDigit(String word) {
    return word.chars().anyMatch(Character::isDigit);
  }

  private static char first(String word) {
    return word.isEmpty() ? ' ' : word.charAt(0);
  }

  private static char firstBehind(CharSequence text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return text.charAt(i);
      }
    }
    return 0;
  }

  private static int blankBefore(CharSequence text, int at) {
    int end = at;
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static String wordBefore(CharSequence text, int end) {
    int start = end;
    while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    return text.subSequence(start, end).toString();
  }

  private static String wordAfter(CharSequence text, int at) {
    int start = at;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return text.subSequence(start, end).toString();
  }
}

package dev.upbeat.core.text;

import java.util.Set;

/** Looks about in a text, word by word. */
final class Words {
  private static final Set<String> UNITS_WITHOUT_S =
      Set.of("percent", "people", "am", "pm", "feet", "children", "men", "women", "million", "kg");

  private Words() {}

  /** The word before a word that begins at {@code at}; empty if there is none. */
  static String before(CharSequence text, int at) {
    int end = at;
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
      start--;
    }
    return text.subSequence(start, end).toString();
  }

  static boolean followsNumber(CharSequence text, int at) {
    boolean hyphened = at > 0 && text.charAt(at - 1) == '-';
    String before = before(text, hyphened ? at - 1 : at);
    return !before.isEmpty() && Character.isDigit(before.charAt(before.length() - 1));
  }

  /** Whether a word that begins at {@code at} is the first of its sentence. */
  static boolean beginsSentence(CharSequence text, int at) {
    for (int i = at - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c) && "\"“‘'(*_".indexOf(c) < 0) {
        return c == '.' || c == '!' || c == '?' || c == '…';
      }
    }
    return true;
  }

  /** Whether a number at {@code at} counts something: "2 days", "5%"; not "2 in the world". */
  static boolean countsSomething(CharSequence text, int at) {
    int i = at;
    while (i < text.length()
        && (Character.isDigit(text.charAt(i)) || ".,".indexOf(text.charAt(i)) >= 0)) {
      i++;
    }
    if (i < text.length() && text.charAt(i) == '%') {
      return true;
    }
    int start = i;
    while (start < text.length() && text.charAt(start) == ' ') {
      start++;
    }
    int end = start;
    while (end < text.length() && Character.isLowerCase(text.charAt(end))) {
      end++;
    }
    String word = text.subSequence(start, end).toString();
    boolean plural =
        word.length() > 2 && word.endsWith("s") && !word.endsWith("ss") && !word.equals("was");
    return i > at && start > i && (plural || UNITS_WITHOUT_S.contains(word));
  }
}

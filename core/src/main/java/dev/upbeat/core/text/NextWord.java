package dev.upbeat.core.text;

import java.util.Locale;

/**
 * The word behind a mark, as far as it is there.
 *
 * @param begin where it begins, behind blanks, quotes and Markdown
 * @param word its letters, digits and apostrophes; empty if there is none
 * @param whole whether it surely goes no further
 * @param stop the character behind it; a blank at the end of the text
 */
record NextWord(int begin, String word, boolean whole, char stop) {
  private static final String OPENING = "\"'([{“‘«*_#-–—$€£¥+~";

  static NextWord from(CharSequence text, int at, boolean complete) {
    int begin = at;
    while (begin < text.length()
        && (Character.isWhitespace(text.charAt(begin))
            || OPENING.indexOf(text.charAt(begin)) >= 0)) {
      begin++;
    }
    int end = begin;
    while (end < text.length() && isPart(text.charAt(end))) {
      end++;
    }
    boolean atEnd = end == text.length();
    return new NextWord(
        begin,
        text.subSequence(begin, end).toString(),
        complete || !atEnd,
        atEnd ? ' ' : text.charAt(end));
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '\'' || c == '’';
  }

  /** Whether enough is there to judge: a number is judged with the word behind it. */
  boolean isKnown() {
    return whole;
  }

  /** Whether the text is over. */
  boolean isNothing() {
    return whole && word.isEmpty() && stop == ' ';
  }

  boolean isLowerCase() {
    return !word.isEmpty() && Character.isLowerCase(word.charAt(0));
  }

  boolean isUpperCase() {
    return !word.isEmpty() && Character.isUpperCase(word.charAt(0));
  }

  boolean isDigit() {
    return !word.isEmpty() && Character.isDigit(word.charAt(0));
  }

  /** "I." and "A." begin names. */
  boolean isInitial() {
    return word.length() == 1 && stop == '.';
  }

  String lower() {
    return word.toLowerCase(Locale.ROOT);
  }
}

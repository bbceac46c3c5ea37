package dev.upbeat.models.decode;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an opener to words that are words: those of a {@link Lexicon} and the request's own ({@link
 * WordForms}). A token is allowed if what it begins or goes on with can still become one of them,
 * and if what it ends is one. Not thread-safe; one for each opener.
 */
final class WordConstraint {
  /** Longer words of a request are no abbreviations that are written in capitals. */
  private static final int LONGEST_ABBREVIATION = 5;

  private final Lexicon lexicon;
  private final String[] forms;
  private final boolean foreign;

  WordConstraint(Lexicon lexicon, String request) {
    this.lexicon = lexicon;
    this.forms = lexicon.isOpen() ? new String[0] : Lexicon.sorted(WordForms.of(request));
    this.foreign = request.chars().anyMatch(character -> character > 0x7f);
  }

  /** Whether the opener may end behind this text: its last word is one. */
  boolean mayEnd(String text) {
    return lexicon.isOpen() || isWord(lastWord(text), isFirst(text));
  }

  /** Whether a token may follow this text. */
  boolean mayFollow(String text, String token) {
    if (lexicon.isOpen()) {
      return true;
    }
    if (token.indexOf('\ufffd') >= 0) {
      return foreign; // a part of a letter; the request has such letters
    }
    String longer = text + token;
    int at = text.length();
    for (int i = at; i < longer.length(); i++) {
      if (!isLetter(longer.charAt(i)) && (i == 0 || isLetter(longer.charAt(i - 1)))) {
        String before = longer.substring(0, i);
        if (!isWord(lastWord(before), isFirst(before))) {
          return false;
        }
      }
    }
    String open = lastWord(longer);
    return open.isEmpty() || beginsWord(open, isFirst(longer));
  }

  /** The text as people write it: capitals at the beginning and for names. */
  String written(String text) {
    if (lexicon.isOpen() || text.isEmpty()) {
      return text;
    }
    StringBuilder written = new StringBuilder();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !isLetter(text.charAt(i))) {
        String word = text.substring(start, i);
        String name = lexicon.written(word.toLowerCase(Locale.ROOT));
        written.append(name == null ? word : name);
        if (i < text.length()) {
          written.append(text.charAt(i));
        }
        start = i + 1;
      }
    }
    written.setCharAt(0, Character.toUpperCase(written.charAt(0)));
    return written.toString();
  }

  private boolean isWord(String word, boolean first) {
    if (word.isEmpty()) {
      return true;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    boolean own = Arrays.binarySearch(forms, lower) >= 0;
    if (!own && !lexicon.contains(lower)) {
      return false;
    }
    return word.equals(lower)
        || word.equals(lexicon.written(lower))
        || isCapitalized(word) && (own || first)
        || own && isAbbreviation(word);
  }

  private boolean beginsWord(String begun, boolean first) {
    String lower = begun.toLowerCase(Locale.ROOT);
    boolean own = Lexicon.hasPrefix(forms, lower);
    if (!own && !lexicon.hasPrefix(lower)) {
      return false;
    }
    if (begun.equals(lower)) {
      return true;
    }
    return isCapitalized(begun) && (own || first || begun.equals("I"))
        || own && isWrittenSo(begun, lower)
        || begun.startsWith("I'");
  }

  /** "McD" and "NA": some form of the request is a name that is written like this. */
  private boolean isWrittenSo(String begun, String lower) {
    int at = Arrays.binarySearch(forms, lower);
    for (int i = at >= 0 ? at : -at - 1; i < forms.length && forms[i].startsWith(lower); i++) {
      @Nullable String written = lexicon.written(forms[i]);
      if (written != null
          ? written.startsWith(begun)
          : forms[i].length() <= LONGEST_ABBREVIATION && isAbbreviation(begun)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCapitalized(String word) {
    return Character.isUpperCase(word.charAt(0))
        && word.substring(1).equals(word.substring(1).toLowerCase(Locale.ROOT));
  }

  private static boolean isAbbreviation(String word) {
    return word.length() <= LONGEST_ABBREVIATION && word.equals(word.toUpperCase(Locale.ROOT));
  }

  /** The letters at the end of a text; empty behind a blank or punctuation. */
  private static String lastWord(String text) {
    int start = text.length();
    while (start > 0 && isLetter(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start);
  }

  private static boolean isFirst(String text) {
    return lastWord(text).length() == text.length();
  }

  private static boolean isLetter(char character) {
    return Character.isLetterOrDigit(character) || character == '\'';
  }
}

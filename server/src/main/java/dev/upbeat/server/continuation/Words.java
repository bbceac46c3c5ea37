package dev.upbeat.server.continuation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A text's words, runs of letters and digits, in lower case, with their places. */
record Words(List<Word> list) {
  /**
   * @param text in lower case
   * @param start of its first character in the text
   * @param end after its last character
   */
  record Word(String text, int start, int end) {}

  static Words of(CharSequence text) {
    List<Word> words = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (i < text.length() && isPart(text.charAt(i))) {
        i++;
      }
      if (i > start) {
        String word = text.subSequence(start, i).toString().toLowerCase(Locale.ROOT);
        words.add(new Word(word, start, i));
      } else {
        i++;
      }
    }
    return new Words(List.copyOf(words));
  }

  /** How many there are, as a listener counts: "don't" is one. */
  static int count(CharSequence text) {
    int count = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = isPart(c) || inside && (c == '\'' || c == '’');
      if (letter && !inside) {
        count++;
      }
      inside = letter;
    }
    return count;
  }

  int size() {
    return list.size();
  }

  String text(int index) {
    return list.get(index).text();
  }

  List<String> texts() {
    return list.stream().map(Word::text).toList();
  }

  static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }
}

package dev.upbeat.speech.marytts.text.forms;

import java.util.Set;

/** Whether a measure describes the noun behind it: "a 5 km run", "a 10-foot pole". */
final class Attributes {
  private static final Set<String> NO_NOUN =
      Set.of(
          "in", "for", "to", "from", "a", "an", "per", "and", "or", "on", "is", "was", "were",
          "are", "of", "at", "by", "with", "when", "if", "as", "than", "that", "which", "more",
          "less", "away", "long", "tall", "wide", "deep", "high", "each", "every", "but", "the",
          "it", "you", "before", "after", "into", "plus", "minus", "so", "then", "while", "not",
          "up", "down");

  private Attributes() {}

  static boolean describes(Cursor cursor, int end, boolean hyphened) {
    String next = cursor.wordAfter(end);
    boolean noun =
        !next.isEmpty() && Character.isLowerCase(next.charAt(0)) && !NO_NOUN.contains(next);
    if (hyphened || (noun && cursor.charAt(end) == '-')) {
      return true;
    }
    String before = cursor.lowerWordBefore();
    return noun && (before.equals("a") || before.equals("an"));
  }
}

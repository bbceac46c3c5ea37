package dev.upbeat.models.decode;

import dev.upbeat.models.text.Words;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The words of a request in the forms an answer may say them in. */
final class WordForms {
  private static final Map<String, String> OTHER_SIDE =
      Map.of(
          "my",
          "your",
          "mine",
          "yours",
          "i",
          "you",
          "me",
          "you",
          "am",
          "are",
          "myself",
          "yourself",
          "our",
          "your",
          "ours",
          "yours");

  private static final String VOWELS = "aeiou";

  private WordForms() {}

  /** All forms, in small letters: as heard, from the other side, plainly inflected. */
  static Set<String> of(String request) {
    Set<String> forms = new HashSet<>();
    for (String word : Words.of(request)) {
      forms.add(word);
      for (String part : word.split("-")) {
        add(part, forms);
      }
      forms.add(OTHER_SIDE.getOrDefault(word, word));
    }
    return forms;
  }

  private static void add(String word, Set<String> forms) {
    forms.add(word);
    String base = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
    inflect(base, forms);
    // "sisters" was heard, "sister" may be said; "baking", "bake"; "planned", "plan".
    for (String end : new String[] {"s", "es", "ed", "d", "ing", "er"}) {
      if (base.endsWith(end) && base.length() >= end.length() + 3) {
        String stem = base.substring(0, base.length() - end.length());
        inflect(stem, forms);
        if (end.equals("ing") || end.equals("ed")) {
          forms.add(stem + "e");
          inflect(stem + "e", forms);
          int last = stem.length() - 1;
          if (stem.charAt(last) == stem.charAt(last - 1)) {
            inflect(stem.substring(0, last), forms);
          }
        }
      }
    }
    if (base.endsWith("ies") && base.length() > 4) {
      inflect(base.substring(0, base.length() - 3) + "y", forms);
    }
  }

  private static void inflect(String base, Set<String> forms) {
    forms.add(base);
    forms.add(base + "'s");
    if (base.length() < 2 || !base.chars().allMatch(Character::isLetter)) {
      return;
    }
    char last = base.charAt(base.length() - 1);
    char before = base.charAt(base.length() - 2);
    if (last == 'y' && VOWELS.indexOf(before) < 0) {
      String stem = base.substring(0, base.length() - 1);
      forms.add(stem + "ies");
      forms.add(stem + "ied");
    } else if (last == 's' || last == 'x' || last == 'z' || base.matches(".*[cs]h")) {
      forms.add(base + "es");
    } else {
      forms.add(base + "s");
    }
    if (last == 'e') {
      forms.add(base + "d");
      forms.add(base.substring(0, base.length() - 1) + "ing");
    } else {
      forms.add(base + "ed");
      forms.add(base + "ing");
      if (VOWELS.indexOf(last) < 0 && VOWELS.indexOf(before) >= 0) {
        forms.add(base + last + "ed");
        forms.add(base + last + "ing");
      }
    }
  }
}

package dev.upbeat.plugins.naturalredirection;

import java.util.HashMap;
import java.util.Map;

/** Inflects the verbs it knows, and regular ones it doesn't. Lower case. */
final class Verbs {
  /** Base form → past, empty if regular. */
  private final Map<String, String> bases = new HashMap<>();

  Verbs() {
    for (String line : Resources.lines("verbs.txt")) {
      String[] parts = line.split("=", 2);
      bases.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
  }

  boolean isBase(String word) {
    return bases.containsKey(word);
  }

  /** All base forms as alternatives of a regular expression. */
  String alternatives() {
    return String.join("|", bases.keySet().stream().sorted().toList());
  }

  String thirdPerson(String verb) {
    return switch (verb) {
      case "have" -> "has";
      case "be" -> "is";
      default -> {
        if (verb.matches(".*(?:s|sh|ch|x|z|o)")) {
          yield verb + "es";
        }
        yield verb.matches(".*[^aeiou]y")
            ? verb.substring(0, verb.length() - 1) + "ies"
            : verb + "s";
      }
    };
  }

  String past(String verb) {
    String irregular = bases.getOrDefault(verb, "");
    if (!irregular.isEmpty()) {
      return irregular;
    }
    if (verb.endsWith("e")) {
      return verb + "d";
    }
    if (verb.matches(".*[^aeiou]y")) {
      return verb.substring(0, verb.length() - 1) + "ied";
    }
    return doubled(verb) + "ed";
  }

  String gerund(String verb) {
    if (verb.equals("be")) {
      return "being";
    }
    if (verb.endsWith("ie")) {
      return verb.substring(0, verb.length() - 2) + "ying";
    }
    if (verb.endsWith("e") && !verb.endsWith("ee")) {
      return verb.substring(0, verb.length() - 1) + "ing";
    }
    return doubled(verb) + "ing";
  }

  // One syllable, one vowel, one consonant: stop -> stopp.
  private static String doubled(String verb) {
    boolean doubles =
        verb.matches("[^aeiou]*(?:[aeiou]|qui)[bdgklmnprt]") && !verb.matches(".*[aeiou]{2}.")
            || verb.equals("begin")
            || verb.equals("forget")
            || verb.equals("transfer")
            || verb.equals("reset");
    return doubles ? verb + verb.charAt(verb.length() - 1) : verb;
  }
}

package dev.upbeat.speech.marytts.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.stream.Stream;

/**
 * Writes out as words what English abbreviates: numbers with their units, money, dates, times,
 * addresses on the web, titles, signs. Expects cleaned text ({@link TextCleaner}).
 */
final class SpokenForms {
  /**
   * Stands before what begins a sentence though its words, once written out, don't show it: "5
   * cats".
   */
  static final char SENTENCE_START = '\u0001';

  private static final String DOMAIN =
      "(?:[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?\\.){1,6}"
          + "(?:com|org|net|edu|gov|io|dev|ai|app|info|uk|de|fr|eu|us|ca|au|in|tv|co)";

  private static final List<Rule> ADDRESSES =
      List.of(
          Rule.of(
              "\\b([a-z0-9._%+-]{1,64})@(" + DOMAIN + ")\\b",
              match -> spell(match.group(1)) + " at " + spell(match.group(2))),
          Rule.of(
              "\\b(?:https?|ftp)://(?:www\\.)?([^\\s/?#:\"'<>]{1,200})\\S{0,2000}?(?=[.,;:!?)\"']*(?:\\s|$))",
              match -> spell(match.group(1))),
          Rule.of(
              "\\b(?:www\\.)?(" + DOMAIN + ")\\b(?:/[^\\s]{0,500}?)?(?=[.,;:!?)\"']*(?:\\s|$))",
              match -> spell(match.group(1))));

  private static final List<Rule> ABBREVIATIONS =
      List.of(
          title("Dr", "Doctor"),
          title("Mr", "Mister"),
          title("Mrs", "Missus"),
          title("Ms", "Miz"),
          title("Prof", "Professor"),
          title("St", "Saint"),
          title("Mt", "Mount"),
          title("Gen", "General"),
          title("Sen", "Senator"),
          Rule.of("\\be\\.\\s?g\\.,?", match -> "for example,"),
          Rule.of("\\bi\\.\\s?e\\.,?", match -> "that is,"),
          Rule.exactly(
              "\\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.(?=\\s\\d)",
              match -> match.group(1)),
          Rule.of("\\betc\\.(?=\\s+[A-Z]|\\s*$)", match -> "et cetera."),
          Rule.of("\\betc\\b\\.?", match -> "et cetera"),
          Rule.of("\\bvs?\\.(?=\\s)|\\bvs\\b", match -> "versus"),
          Rule.of("\\bapprox\\.", match -> "approximately"),
          Rule.of(
              "\\b(fig|vol|pp?|ca?|est|ch|sec|min|max|avg|no)\\.\\s?(?=\\d)",
              SpokenForms::beforeNumber),
          Rule.of("\\b(Jr|Sr)\\.?(?=\\W|$)", match -> junior(match.group(1))),
          Rule.exactly("\\b(Inc|Ltd|Co|Corp)\\.(?=\\s+[a-z]|,)", match -> match.group(1)),
          Rule.of("(?<=\\d)\\s?([ap])\\.?\\s?m\\.(?=\\s+[A-Z]|\\s*$)", match -> half(match) + "."),
          Rule.of("(?<=\\d)\\s?([ap])\\.?\\s?m\\b\\.?", SpokenForms::half),
          Rule.exactly("\\b((?:[A-Z]\\.){2,6})(?=\\s*$)", match -> initials(match) + "."),
          Rule.exactly("\\b((?:[A-Z]\\.){2,6})", SpokenForms::initials),
          Rule.exactly("\\b([A-Z])\\.(?=\\s[A-Z])", match -> match.group(1)));

  private static final Map<String, String> BEFORE_NUMBERS =
      Map.ofEntries(
          Map.entry("fig", "figure"),
          Map.entry("vol", "volume"),
          Map.entry("p", "page"),
          Map.entry("pp", "pages"),
          Map.entry("ca", "circa"),
          Map.entry("c", "circa"),
          Map.entry("est", "established"),
          Map.entry("ch", "chapter"),
          Map.entry("sec", "section"),
          Map.entry("min", "minimum"),
          Map.entry("max", "maximum"),
          Map.entry("avg", "average"),
          Map.entry("no", "number"));

  private static final List<Rule> STARTS =
      List.of(
          Rule.exactly("(?<=[.?!][\"')]{0,3})\\s+(?=[^a-z\\s])", match -> " " + SENTENCE_START),
          // Shouted, not spelled.
          Rule.exactly(
              "\\b[A-Z]{2,}(?:[ ,]{1,3}[A-Z]{1,40}){3,200}\\b",
              match -> match.group().toLowerCase(Locale.ROOT)));

  private static final List<Rule> SIGNS =
      List.of(
          Rule.of("\\s*&\\s*", match -> " and "),
          Rule.of("\\s*±\\s*", match -> " plus or minus "),
          Rule.of("\\s*×\\s*", match -> " times "),
          Rule.of("(?<=\\w)\\s*÷\\s*(?=\\w)", match -> " divided by "),
          Rule.of("\\s*≤\\s*", match -> " at most "),
          Rule.of("\\s*≥\\s*", match -> " at least "),
          Rule.of("\\s*≈\\s*|~(?=\\s?[a-z])", match -> " about "),
          Rule.of("√\\s*", match -> " the square root of "),
          Rule.of("∞", match -> " infinity "),
          Rule.of("(?<=\\w)\\s*=\\s*(?=\\w)", match -> " equals "),
          Rule.of("(?<=\\w)\\s*\\+\\s*(?=\\w)", match -> " plus "),
          Rule.of("(?<=[a-z])\\+(?=\\W|$)", match -> " plus"),
          Rule.of("(?<=\\w)\\s<\\s(?=\\w)", match -> " is less than "),
          Rule.of("(?<=\\w)\\s>\\s(?=\\w)", match -> " is greater than "),
          Rule.of("(?<=\\w)\\s\\*\\s(?=\\w)", match -> " times "),
          Rule.of("\\band/or\\b", match -> "and or"),
          Rule.of("(?<=[a-z])/(?=[a-z])", match -> " or "),
          Rule.of("%", match -> " percent "),
          Rule.of("@(?=\\w)", match -> " at "),
          Rule.of("°", match -> " degrees "),
          Rule.of("€", match -> " euros "),
          Rule.of("£", match -> " pounds "),
          Rule.of("¥", match -> " yen "),
          Rule.of("\\$", match -> " dollars "));

  private static final List<Rule> RULES =
      Stream.of(ADDRESSES, ABBREVIATIONS, STARTS, CalendarForms.RULES, QuantityForms.RULES, SIGNS)
          .flatMap(List::stream)
          .toList();

  private SpokenForms() {}

  static String expand(String text) {
    String spoken = text;
    for (Rule rule : RULES) {
      spoken = rule.apply(spoken);
    }
    return spoken;
  }

  private static Rule title(String written, String spoken) {
    return Rule.exactly("\\b" + written + "\\.?(?=\\s+[A-Z])", match -> spoken);
  }

  private static String junior(String written) {
    return written.charAt(0) == 'J' ? "Junior" : "Senior";
  }

  private static String half(MatchResult match) {
    return match.group(1).equalsIgnoreCase("a") ? " AM" : " PM";
  }

  private static String beforeNumber(MatchResult match) {
    return BEFORE_NUMBERS.get(match.group(1).toLowerCase(Locale.ROOT)) + " ";
  }

  private static String initials(MatchResult match) {
    return match.group(1).replace(".", "");
  }

  private static String spell(String address) {
    return address
        .replace(".", " dot ")
        .replace("-", " dash ")
        .replace("_", " underscore ")
        .replace("+", " plus ")
        .replace("%", " ");
  }
}

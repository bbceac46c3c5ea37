package dev.upbeat.speech.marytts.text.forms;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words in capitals that are shouted rather than spelled: "STOP RIGHT NOW", not "WHO, WTO, UN". */
final class Shouting {
  private static final Pattern RUN =
      Pattern.compile(
          "\\b[A-Z]+(?:'[A-Z]+)?(?:[ ,-]{1,2}[A-Z]+(?:'[A-Z]+)?){1,200}\\b(?![.']\\w|[a-z0-9&/])");
  private static final Pattern CONTRACTION = Pattern.compile("\\b[A-Z]+'(?:T|M|S|LL|RE|VE|D)\\b");
  private static final Pattern WORD = Pattern.compile("[A-Z]+(?:'[A-Z]+)?");
  private static final Set<String> COMMON = Tables.words("common-words.txt");
  private static final Set<String> SPELLED = Tables.words("spelled-acronyms.txt");

  /** So many letters a word on average have no acronyms. */
  private static final double LONG_WORDS = 4.5;

  private Shouting() {}

  static boolean isCommon(String lower) {
    return COMMON.contains(lower);
  }

  /** The text with shouted words in small letters. */
  static String lowered(String text) {
    String calm = RUN.matcher(text).replaceAll(run -> Matcher.quoteReplacement(run(run.group())));
    return CONTRACTION
        .matcher(calm)
        .replaceAll(word -> Matcher.quoteReplacement(contraction(word.group())));
  }

  private static String run(String run) {
    int words = 0;
    int common = 0;
    int letters = 0;
    Matcher matcher = WORD.matcher(run);
    while (matcher.find()) {
      String lower = matcher.group().toLowerCase(Locale.ROOT);
      words++;
      letters += lower.length();
      common += isCommon(lower) || lower.equals("who") ? 1 : 0;
    }
    boolean shouted =
        2 * common > words
            || (words == 2 && common == 1 && letters > 8)
            || (words >= 3 && letters >= words * LONG_WORDS);
    return shouted && !isLetters(run)
        ? WORD.matcher(run).replaceAll(word -> lower(word.group()))
        : run;
  }

  /** "A B C". */
  private static boolean isLetters(String run) {
    return run.matches("[A-Z](?:[ ,-]{1,2}[A-Z])*");
  }

  private static String lower(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return SPELLED.contains(lower) || word.equals("I") ? word : lower.replaceFirst("^i(?=')", "I");
  }

  private static String contraction(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return COMMON.contains(lower) ? lower.replaceFirst("^i(?=')", "I") : word;
  }
}

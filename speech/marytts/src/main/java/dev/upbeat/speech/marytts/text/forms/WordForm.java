package dev.upbeat.speech.marytts.text.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ordinary words, and what is nearly one: hums, drawn-out words, "iPhone", "mRNA". */
final class WordForm implements Form {
  private static final Pattern WORD = Pattern.compile("[A-Za-z]+(?:'[A-Za-z]+){0,6}'?");
  private static final Pattern CAMEL =
      Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})");
  private static final Pattern ONE_NAME =
      Pattern.compile("(?:Mc|Mac|De|Le|La|Di|Du|Da|Von|Van|Fitz|O')[A-Z][a-z']+");
  private static final Pattern DRAWN_OUT = Pattern.compile("([A-Za-z])\\1{2,}");
  private static final Pattern PARTS = Pattern.compile("[A-Za-z']+|\\d+");
  private static final Map<Pattern, String> HUMS =
      Map.ofEntries(
          Map.entry(Pattern.compile("h+m+"), "hmm"),
          Map.entry(Pattern.compile("m{2,}"), "mm"),
          Map.entry(Pattern.compile("s+h{1,}|s+h+s+h+"), "shh"),
          Map.entry(Pattern.compile("p+s{2,}t+"), "psst"),
          Map.entry(Pattern.compile("b+r{2,}"), "brr"),
          Map.entry(Pattern.compile("g+r{2,}"), "grr"),
          Map.entry(Pattern.compile("z{2,}"), "zzz"),
          Map.entry(Pattern.compile("u+h+"), "uh"),
          Map.entry(Pattern.compile("u+m+"), "um"),
          Map.entry(Pattern.compile("e+r+m+"), "erm"),
          Map.entry(Pattern.compile("a+h+"), "ah"),
          Map.entry(Pattern.compile("o+h+"), "oh"),
          Map.entry(Pattern.compile("a+w{2,}"), "aw"),
          Map.entry(Pattern.compile("o{2,}h+"), "ooh"),
          Map.entry(Pattern.compile("u+g+h+"), "ugh"),
          Map.entry(Pattern.compile("p+f+t*"), "pfft"),
          Map.entry(Pattern.compile("(?:ha){2,}h?"), "haha"));

  @Override
  public @Nullable Token read(Cursor cursor) {
    MatchResult match = cursor.match(WORD);
    return match == null ? null : cursor.token(Kind.WORD, match.end(), spoken(match.group()));
  }

  /** Any letters and digits as words: "user42" to "user forty two". */
  static String words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = PARTS.matcher(text);
    while (matcher.find()) {
      String part = matcher.group();
      words.add(Character.isDigit(part.charAt(0)) ? NumberWords.cardinal(part) : spoken(part));
    }
    return String.join(" ", words);
  }

  /** Whether letters make a syllable: "java" does, "sql" doesn't. */
  static boolean isPronounceable(String word) {
    return word.length() > 2
        && word.matches("(?i)[^aeiouy]{0,2}[aeiouy]+.*")
        && !word.matches(
            "(?i).*[^aeiouy]{4,}.*|.*[^aeiouy]{2}[^aeioustdnlrky]$|jpe?g|csv|exe|html?|yml");
  }

  private static String spoken(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    for (Map.Entry<Pattern, String> hum : HUMS.entrySet()) {
      if (hum.getKey().matcher(lower).matches()) {
        return hum.getValue();
      }
    }
    String shortened = DRAWN_OUT.matcher(word).find() ? shortened(word) : word;
    if (ONE_NAME.matcher(shortened).matches()) {
      return shortened;
    }
    String[] parts = CAMEL.split(shortened);
    if (parts.length == 1) {
      return shortened;
    }
    if (parts.length == 2 && parts[0].length() == 1 && isSpelled(parts[1])) {
      return shortened.toUpperCase(Locale.ROOT);
    }
    List<String> words = new ArrayList<>();
    for (String part : parts) {
      words.add(part.length() == 1 ? part.toUpperCase(Locale.ROOT) : part);
    }
    return String.join(" ", words);
  }

  /** The second part of "mRNA" and "iOS", not that of "eSIM". */
  private static boolean isSpelled(String part) {
    return part.equals(part.toUpperCase(Locale.ROOT)) && !AcronymForm.isWord(part);
  }

  private static String shortened(String word) {
    String once = DRAWN_OUT.matcher(word).replaceAll("$1");
    String twice = DRAWN_OUT.matcher(word).replaceAll("$1$1");
    return Shouting.isCommon(once.toLowerCase(Locale.ROOT))
            || !Shouting.isCommon(twice.toLowerCase(Locale.ROOT))
                && !once.matches("(?i).*[^aeiou][eo][^aeiou].*")
        ? once
        : twice;
  }
}

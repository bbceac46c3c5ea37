package dev.upbeat.server.judge;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that carry a text's topic, cut down to their stems. */
public final class ContentWords {
  private static final Set<String> FUNCTION_WORDS =
      Arrays.stream(
              ("a an the this that these those and or but nor so yet if then than as at by for from"
                   + " in into of off on onto out over to up down with without about after again"
                   + " against all almost also always am any are aren be because been before being"
                   + " below between both can cannot could couldn did didn do does doesn doing don"
                   + " during each either else ever every few first had hadn has hasn have haven"
                   + " having he her here hers herself hey hi him himself his how i is isn it its"
                   + " itself just keep know let like ll m many may maybe me might mine more most"
                   + " much must my myself need no not now of oh ok okay one only other our ours"
                   + " ourselves own please quite quick re really right s same say she should"
                   + " shouldn since some something still such sure t tell thank thanks their"
                   + " theirs them themselves there they thing things through too under until us"
                   + " usually ve very want was wasn way we well were weren what when where which"
                   + " while who whole whom whose why will with won would wouldn yes you your yours"
                   + " yourself d o olly alexa hello")
                  .split(" "))
          .collect(Collectors.toUnmodifiableSet());

  private ContentWords() {}

  /** Stems, in order of appearance. */
  public static Set<String> of(String text) {
    Set<String> stems = new LinkedHashSet<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
      if (!word.isEmpty() && !FUNCTION_WORDS.contains(word)) {
        stems.add(stem(word));
      }
    }
    return stems;
  }

  /** Takes off the commonest English endings; crude, but the same for both sides. */
  static String stem(String word) {
    String stem = word;
    for (String ending :
        new String[] {
          "ations", "ation", "ings", "ing", "edly", "ies", "ied", "ers", "er", "ed", "es", "ly",
          "s", "e", "y"
        }) {
      if (stem.length() - ending.length() >= 3 && stem.endsWith(ending)) {
        stem = stem.substring(0, stem.length() - ending.length());
        break;
      }
    }
    int length = stem.length();
    boolean doubled = length > 3 && stem.charAt(length - 1) == stem.charAt(length - 2);
    if (doubled && "aeiou".indexOf(stem.charAt(length - 1)) < 0) {
      stem = stem.substring(0, length - 1);
    }
    return stem.endsWith("i") || stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
  }
}

package dev.upbeat.speech.marytts.text;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.gcardone.junidecode.Junidecode;

/**
 * Other scripts in Latin letters, so that a name or a greeting in them is heard as well as an
 * English voice can: "спасибо" as "spasibo", "你好" as "Ni Hao". Alone, Greek letters have their
 * names.
 */
final class Romanizer {
  private static final Pattern OTHER_SCRIPT =
      Pattern.compile("[\\p{L}&&[^\\p{IsLatin}]][\\p{L}\\p{M}&&[^\\p{IsLatin}]]*");
  private static final Pattern UNIT_BEHIND = Pattern.compile("[gmsLlFHVAW](?![A-Za-z])");
  private static final Pattern VOWELLESS =
      Pattern.compile("([sckgpt]h|ts|[b-df-hj-np-tv-z])(?=[b-df-hj-np-tv-z])");
  private static final Map<Character, String> GREEK =
      Map.ofEntries(
          Map.entry('α', "alpha"),
          Map.entry('β', "beta"),
          Map.entry('γ', "gamma"),
          Map.entry('δ', "delta"),
          Map.entry('ε', "epsilon"),
          Map.entry('ζ', "zeta"),
          Map.entry('η', "eta"),
          Map.entry('θ', "theta"),
          Map.entry('ι', "iota"),
          Map.entry('κ', "kappa"),
          Map.entry('λ', "lambda"),
          Map.entry('μ', "mu"),
          Map.entry('ν', "nu"),
          Map.entry('ξ', "xi"),
          Map.entry('π', "pi"),
          Map.entry('ρ', "rho"),
          Map.entry('σ', "sigma"),
          Map.entry('τ', "tau"),
          Map.entry('υ', "upsilon"),
          Map.entry('φ', "phi"),
          Map.entry('χ', "chi"),
          Map.entry('ψ', "psi"),
          Map.entry('ω', "omega"));

  /** Said where letters can't be: silence would pass for an answer. */
  private static final String UNREADABLE = " something I can't read ";

  private Romanizer() {}

  static String romanize(String text) {
    Matcher matcher = OTHER_SCRIPT.matcher(text);
    StringBuilder latin = new StringBuilder();
    while (matcher.find()) {
      String run = matcher.group();
      String read =
          isUnit(text, run, matcher.start(), matcher.end())
              ? run
              : GREEK.containsKey(lower(run)) && run.length() == 1
                  ? " " + GREEK.get(lower(run)) + " "
                  : word(run);
      matcher.appendReplacement(latin, Matcher.quoteReplacement(read));
    }
    return matcher.appendTail(latin).toString();
  }

  /** "μg" and "kΩ". */
  private static boolean isUnit(String text, String run, int start, int end) {
    Matcher behind = UNIT_BEHIND.matcher(text).region(end, text.length());
    behind.useTransparentBounds(true);
    boolean numbered =
        start > 0 && text.substring(Math.max(0, start - 2), start).matches(".*(?:\\d ?|[kM])");
    return (run.equals("μ") && behind.lookingAt())
        || ((run.equals("\u03a9") || run.equals("\u2126")) && numbered);
  }

  private static char lower(String run) {
    return Character.toLowerCase(run.charAt(0));
  }

  private static String word(String run) {
    String latin = Junidecode.unidecode(run).replace("[?]", "").replaceAll("[^A-Za-z ]", "");
    if (latin.isBlank()) {
      return UNREADABLE;
    }
    Character.UnicodeScript script = Character.UnicodeScript.of(run.codePointAt(0));
    return switch (script) {
      // Written without most of their vowels.
      case ARABIC, HEBREW, SYRIAC, DEVANAGARI, BENGALI, GUJARATI, GURMUKHI ->
          VOWELLESS.matcher(latin.toLowerCase(Locale.ROOT)).replaceAll("$1a");
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> " " + latin + " ";
      default -> latin;
    };
  }
}

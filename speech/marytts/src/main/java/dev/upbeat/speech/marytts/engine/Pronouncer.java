package dev.upbeat.speech.marytts.engine;

import dev.upbeat.speech.marytts.pronunciation.Pronunciations;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pronunciations MaryTTS doesn't know or has wrong: ours and the user's first; letters, and
 * apostrophes, which its lexicon lacks ("she'll" came out as "lsh"). Immutable.
 */
final class Pronouncer {
  private static final Pattern CAPITALS = Pattern.compile("[A-Z]{2,8}");
  private static final Pattern SEVERAL = Pattern.compile("[A-Z]{2,6}s");
  private static final Pattern VOWEL = Pattern.compile("[aeiouyAEIOUY]");
  private static final Set<String> VOICELESS = Set.of("p", "t", "k", "f", "T");
  private static final Set<String> SIBILANTS = Set.of("s", "z", "S", "Z", "tS", "dZ");
  private static final Set<String> VOWELS =
      Set.of("A", "aU", "AI", "E", "EI", "I", "i", "O", "OI", "@U", "U", "u", "V", "{", "@", "r=");

  private final Pronunciations entries;
  private final Function<String, @Nullable String> lexicon;

  /**
   * @param entries before all else
   * @param lexicon the pronunciation of a word, or null if it isn't known
   */
  Pronouncer(Pronunciations entries, Function<String, @Nullable String> lexicon) {
    this.entries = entries;
    this.lexicon = lexicon;
  }

  /** Phones in MaryTTS's notation, or null if MaryTTS may see to the word itself. */
  @Nullable String phones(String word) {
    String known = entries.phones(word);
    if (known != null) {
      return known;
    }
    int apostrophe = word.lastIndexOf('\'');
    if (apostrophe > 0) {
      return contraction(word.substring(0, apostrophe), word.substring(apostrophe + 1));
    }
    if (SEVERAL.matcher(word).matches()) {
      return withEnding(phonesOrLexicon(word.substring(0, word.length() - 1)), "s");
    }
    return isSpelled(word) ? spell(word) : null;
  }

  private @Nullable String phonesOrLexicon(String word) {
    String phones = phones(word);
    if (phones == null) {
      phones = lexicon.apply(word);
    }
    return phones == null ? lexicon.apply(word.toLowerCase(Locale.ROOT)) : phones;
  }

  private boolean isSpelled(String word) {
    if (CAPITALS.matcher(word).matches()) {
      return word.length() <= 3 || lexicon.apply(word.toLowerCase(Locale.ROOT)) == null;
    }
    return Character.isLetter(word.charAt(0))
        && !VOWEL.matcher(word).find()
        && word.length() <= 6
        && lexicon.apply(word) == null;
  }

  /** Letter by letter, the last one stressed. */
  private String spell(String word) {
    StringBuilder phones = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      String letter = entries.phones("." + word.charAt(i));
      if (letter == null) {
        continue;
      }
      boolean last = i == word.length() - 1;
      phones.append(i == 0 ? "" : " - ").append(last ? letter : letter.replace('\'', ','));
    }
    return phones.toString();
  }

  private @Nullable String contraction(String base, String ending) {
    return withEnding(phonesOrLexicon(base), ending.toLowerCase(Locale.ROOT));
  }

  private static @Nullable String withEnding(@Nullable String phones, String ending) {
    if (phones == null) {
      return null;
    }
    String last = phones.substring(phones.lastIndexOf(' ') + 1);
    boolean vowel = VOWELS.contains(last);
    return switch (ending) {
      case "" -> phones;
      case "s" ->
          phones + (SIBILANTS.contains(last) ? " - @ z" : VOICELESS.contains(last) ? " s" : " z");
      case "ll" -> phones + (vowel ? " l" : " - @ l");
      case "ve" -> phones + (vowel ? " v" : " - @ v");
      case "d" -> phones + (vowel ? " d" : " - @ d");
      case "re" -> phones + (vowel ? " r" : " - r=");
      case "m" -> phones + (vowel ? " m" : " - @ m");
      default -> null;
    };
  }
}

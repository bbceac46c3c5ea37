package dev.upbeat.speech.marytts.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pronunciations MaryTTS doesn't know: its lexicon has no apostrophes ("she'll" came out as "lsh"),
 * no names of letters and few words newer than its dictionary. Immutable.
 */
final class Pronouncer {
  private static final Pattern CAPITALS = Pattern.compile("[A-Z]{2,6}");
  private static final Pattern VOWEL = Pattern.compile("[aeiouyAEIOUY]");
  private static final Set<String> VOICELESS = Set.of("p", "t", "k", "f", "T");
  private static final Set<String> SIBILANTS = Set.of("s", "z", "S", "Z", "tS", "dZ");
  private static final Set<String> VOWELS =
      Set.of("A", "aU", "AI", "E", "EI", "I", "i", "O", "OI", "@U", "U", "u", "V", "{", "@", "r=");

  /** Three letters or fewer in capitals are spelled, but for these. */
  private static final Set<String> EMPHASIZED =
      Set.of(
          "the", "and", "not", "you", "all", "are", "but", "can", "now", "yes", "no", "one", "two",
          "my", "we", "he", "she", "to", "do", "is", "be", "any", "so", "go", "if", "on", "in",
          "of", "or", "an", "at", "as", "by", "for", "how", "why", "who", "too", "new", "old",
          "big", "ten");

  private final Map<String, String> entries;
  private final Function<String, @Nullable String> lexicon;

  /**
   * @param lexicon the pronunciation of a word, or null if it isn't known
   */
  Pronouncer(Function<String, @Nullable String> lexicon) {
    this.lexicon = lexicon;
    this.entries = read();
  }

  /** Phones in MaryTTS's notation, or null if MaryTTS may see to the word itself. */
  @Nullable String phones(String word) {
    String known = entries.get(word);
    if (known == null) {
      known = entries.get(word.toLowerCase(Locale.ROOT));
    }
    if (known != null) {
      return known;
    }
    int apostrophe = word.lastIndexOf('\'');
    if (apostrophe > 0) {
      return contraction(word.substring(0, apostrophe), word.substring(apostrophe + 1));
    }
    return isSpelled(word) ? spell(word) : null;
  }

  private boolean isSpelled(String word) {
    if (CAPITALS.matcher(word).matches()) {
      String lower = word.toLowerCase(Locale.ROOT);
      return word.length() <= 3 ? !EMPHASIZED.contains(lower) : lexicon.apply(lower) == null;
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
      String letter = entries.get("." + Character.toLowerCase(word.charAt(i)));
      if (letter == null) {
        continue;
      }
      boolean last = i == word.length() - 1;
      phones.append(i == 0 ? "" : " - ").append(last ? letter : letter.replace('\'', ','));
    }
    return phones.toString();
  }

  private @Nullable String contraction(String base, String ending) {
    String phones = phones(base);
    if (phones == null) {
      phones = lexicon.apply(base);
    }
    if (phones == null) {
      return null;
    }
    String last = phones.substring(phones.lastIndexOf(' ') + 1);
    boolean vowel = VOWELS.contains(last);
    return switch (ending.toLowerCase(Locale.ROOT)) {
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

  private static Map<String, String> read() {
    Map<String, String> entries = new HashMap<>();
    try (InputStream stream = Pronouncer.class.getResourceAsStream("pronunciations.txt")) {
      if (stream == null) {
        throw new IllegalStateException("pronunciations.txt is missing from the plugin");
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int separator = line.indexOf('|');
        if (separator > 0 && line.charAt(0) != '#') {
          entries.put(line.substring(0, separator).strip(), line.substring(separator + 1).strip());
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return Map.copyOf(entries);
  }
}

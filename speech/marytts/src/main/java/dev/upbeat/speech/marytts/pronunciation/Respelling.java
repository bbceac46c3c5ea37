package dev.upbeat.speech.marytts.pronunciation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Respellings such as {@code LEE-muh} to MaryTTS's phones: syllables parted by hyphens, the
 * stressed one in capitals. The units are listed in docs/user-guide.md.
 */
final class Respelling {
  private record Unit(String written, String phones, boolean vowel) {}

  /** The longest first. */
  private static final List<Unit> UNITS =
      List.of(
          vowel("igh", "AI"),
          vowel("eye", "AI"),
          vowel("air", "E r"),
          vowel("eer", "I r"),
          vowel("ay", "EI"),
          vowel("ai", "EI"),
          vowel("ar", "A r"),
          vowel("ah", "A"),
          vowel("aw", "O"),
          vowel("au", "O"),
          vowel("ee", "i"),
          vowel("er", "r="),
          vowel("eh", "E"),
          vowel("ir", "r="),
          vowel("ih", "I"),
          vowel("oo", "u"),
          vowel("oh", "@U"),
          vowel("ow", "aU"),
          vowel("oy", "OI"),
          vowel("oi", "OI"),
          vowel("or", "O r"),
          vowel("uu", "U"),
          vowel("ur", "r="),
          vowel("uh", "V"),
          consonant("tch", "tS"),
          consonant("ch", "tS"),
          consonant("sh", "S"),
          consonant("zh", "Z"),
          consonant("th", "T"),
          consonant("dh", "D"),
          consonant("ng", "N"),
          consonant("nk", "N k"),
          consonant("ph", "f"),
          consonant("wh", "w"),
          consonant("kh", "k"),
          consonant("gh", "g"),
          consonant("ck", "k"),
          consonant("qu", "k w"),
          vowel("a", "{"),
          vowel("e", "E"),
          vowel("i", "I"),
          vowel("o", "A"),
          vowel("u", "V"),
          consonant("x", "k s"),
          consonant("c", "k"),
          consonant("j", "dZ"),
          consonant("q", "k"));

  private static final Map<Character, String> SAME =
      Map.ofEntries(
          Map.entry('b', "b"),
          Map.entry('d', "d"),
          Map.entry('f', "f"),
          Map.entry('g', "g"),
          Map.entry('h', "h"),
          Map.entry('k', "k"),
          Map.entry('l', "l"),
          Map.entry('m', "m"),
          Map.entry('n', "n"),
          Map.entry('p', "p"),
          Map.entry('r', "r"),
          Map.entry('s', "s"),
          Map.entry('t', "t"),
          Map.entry('v', "v"),
          Map.entry('w', "w"),
          Map.entry('z', "z"));

  private Respelling() {}

  /**
   * The phones of a respelling.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  static String phones(String respelling) {
    List<String> syllables = List.of(respelling.split("-", -1));
    boolean marked = syllables.stream().anyMatch(Respelling::isStressed);
    List<String> spoken = new ArrayList<>();
    for (int i = 0; i < syllables.size(); i++) {
      boolean stressed = marked ? isStressed(syllables.get(i)) : i == 0;
      spoken.add((stressed ? "' " : "") + syllable(syllables.get(i), stressed));
    }
    return String.join(" - ", spoken);
  }

  private static boolean isStressed(String syllable) {
    return !syllable.isEmpty() && syllable.equals(syllable.toUpperCase(Locale.ROOT));
  }

  private static String syllable(String written, boolean stressed) {
    String lower = written.toLowerCase(Locale.ROOT);
    List<String> phones = new ArrayList<>();
    boolean vowel = false;
    for (int i = 0; i < lower.length(); ) {
      char c = lower.charAt(i);
      Unit unit = unit(lower, i);
      if (c == 'y') {
        boolean glide = i + 1 < lower.length() && "aeiou".indexOf(lower.charAt(i + 1)) >= 0;
        vowel |= !glide;
        phones.add(glide ? "j" : "AI");
        i++;
      } else if (unit != null) {
        vowel |= unit.vowel();
        phones.add(weakened(unit, stressed));
        i += unit.written().length();
      } else if (SAME.containsKey(c)) {
        boolean doubled = i > 0 && lower.charAt(i - 1) == c;
        if (!doubled) {
          phones.add(SAME.get(c));
        }
        i++;
      } else {
        throw new IllegalArgumentException("'" + c + "' has no sound in a respelling");
      }
    }
    if (!vowel) {
      throw new IllegalArgumentException("the syllable '" + written + "' has no vowel");
    }
    return String.join(" ", phones);
  }

  private static String weakened(Unit unit, boolean stressed) {
    return !stressed && unit.phones().equals("V") ? "@" : unit.phones();
  }

  private static @Nullable Unit unit(String text, int at) {
    for (Unit unit : UNITS) {
      if (text.startsWith(unit.written(), at)) {
        return unit;
      }
    }
    return null;
  }

  private static Unit vowel(String written, String phones) {
    return new Unit(written, phones, true);
  }

  private static Unit consonant(String written, String phones) {
    return new Unit(written, phones, false);
  }
}

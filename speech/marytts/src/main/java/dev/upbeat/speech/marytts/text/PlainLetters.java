package dev.upbeat.speech.marytts.text;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Typographic variants, accents, other scripts, emoji and control characters to printable ASCII and
 * the few signs that are read.
 */
final class PlainLetters {
  /** Beyond ASCII, kept for the rules. */
  private static final String KEPT = "€£¥₹₩₽₿₺₪¢°±×÷≤≥≠≈√∞∑§‰–—";

  private static final Map<Character, String> SPELLINGS =
      Map.ofEntries(
          Map.entry('ß', "ss"),
          Map.entry('æ', "ae"),
          Map.entry('Æ', "Ae"),
          Map.entry('œ', "oe"),
          Map.entry('Œ', "Oe"),
          Map.entry('ø', "o"),
          Map.entry('Ø', "O"),
          Map.entry('ł', "l"),
          Map.entry('Ł', "L"),
          Map.entry('đ', "d"),
          Map.entry('Đ', "D"),
          Map.entry('ð', "th"),
          Map.entry('Ð', "Th"),
          Map.entry('þ', "th"),
          Map.entry('Þ', "Th"),
          Map.entry('ı', "i"),
          Map.entry('©', " copyright "),
          Map.entry('→', ", "),
          Map.entry('•', ", "),
          Map.entry('·', ", "),
          Map.entry('‘', "'"),
          Map.entry('’', "'"),
          Map.entry('ʼ', "'"),
          Map.entry('′', "'"),
          Map.entry('“', "\""),
          Map.entry('”', "\""),
          Map.entry('„', "\""),
          Map.entry('«', "\""),
          Map.entry('»', "\""),
          Map.entry('″', "\""),
          Map.entry('‐', "-"),
          Map.entry('‑', "-"),
          Map.entry('‒', "-"),
          Map.entry('−', "-"),
          Map.entry('⁄', "/"),
          Map.entry('∆', " delta "),
          Map.entry('。', ". "),
          Map.entry('！', "! "),
          Map.entry('？', "? "),
          Map.entry('，', ", "),
          Map.entry('؟', "? "),
          Map.entry('،', ", "),
          Map.entry('।', ". "),
          Map.entry('、', ", "));

  private static final Pattern SUPERSCRIPT = Pattern.compile("([⁻]?)([⁰¹²³⁴-⁹]+)");
  private static final Pattern FOOTNOTE = Pattern.compile("(?<=[a-z]{3}[.,]?)[⁰¹²³⁴-⁹]+");

  private PlainLetters() {}

  static String of(String text) {
    String latin = Romanizer.romanize(beforeCompatibility(text));
    StringBuilder plain = new StringBuilder(text.length());
    Normalizer.normalize(latin, Normalizer.Form.NFKD)
        .codePoints()
        .forEach(character -> append(plain, character));
    return plain.toString();
  }

  private static void append(StringBuilder plain, int character) {
    int type = Character.getType(character);
    if (character < 128) {
      plain.append(character < ' ' || character == 127 ? ' ' : (char) character);
    } else if (character < 0x10000 && SPELLINGS.containsKey((char) character)) {
      plain.append(SPELLINGS.get((char) character));
    } else if (KEPT.indexOf(character) >= 0 || character == 'μ' || character == 'Ω') {
      plain.append((char) character);
    } else if (type == Character.DECIMAL_DIGIT_NUMBER) {
      plain.append(Character.digit(character, 10));
    } else if (type != Character.NON_SPACING_MARK && type != Character.FORMAT) {
      plain.append(' ');
    }
  }

  /** Signs whose compatibility form would be read wrongly: ² as 2, ™ as TM. */
  private static String beforeCompatibility(String text) {
    String powers = FOOTNOTE.matcher(text).replaceAll("");
    return SUPERSCRIPT
        .matcher(powers)
        .replaceAll(
            match ->
                "^"
                    + (match.group(1).isEmpty() ? "" : "-")
                    + Normalizer.normalize(match.group(2), Normalizer.Form.NFKD))
        .replace("™", "")
        .replace("®", "")
        .replace("º", "°")
        .replace("ª", "")
        .replace("µ", "μ")
        .replace("…", "...")
        .replace("№", "number ");
  }
}

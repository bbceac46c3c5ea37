package dev.upbeat.speech.marytts.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes away what a written answer has and a spoken one lacks: Markdown, HTML, emoji, control
 * characters, typographic variants, accents, other scripts. What is left is printable ASCII plus
 * the few signs that {@link SpokenForms} reads.
 */
final class TextCleaner {
  /** Beyond ASCII, kept for the rules. */
  private static final String KEPT = "€£¥°±×÷≤≥≠≈√∞";

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
          Map.entry('µ', " micro"),
          Map.entry('α', " alpha "),
          Map.entry('β', " beta "),
          Map.entry('γ', " gamma "),
          Map.entry('δ', " delta "),
          Map.entry('Δ', " delta "),
          Map.entry('λ', " lambda "),
          Map.entry('μ', " micro"),
          Map.entry('π', " pi "),
          Map.entry('σ', " sigma "),
          Map.entry('θ', " theta "),
          Map.entry('ω', " omega "),
          Map.entry('Ω', " ohms "),
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
          Map.entry('–', "–"),
          Map.entry('—', "—"),
          Map.entry('⁄', "/"),
          Map.entry('。', ". "),
          Map.entry('、', ", "));

  private static final List<Rule> MARKUP =
      List.of(
          Rule.of("(?s)```.*?(```|$)", match -> " "),
          Rule.of("(?s)<!--.*?-->|</?[a-z][^<>]{0,200}>", match -> " "),
          Rule.of("!?\\[([^\\]\\[]{0,300})\\]\\([^()\\s]{0,2000}\\)", match -> match.group(1)),
          Rule.of("(?m)^\\s*[-*_=|:+\\s]{3,}$", match -> ""),
          Rule.of("(?m)^\\s{0,8}(?:#{1,6}|>+|[-*+•])\\s+", match -> ""),
          Rule.of("(?m)^\\s*\\|\\s*|\\s*\\|\\s*$", match -> ""),
          Rule.of("\\s*\\|\\s*", match -> ", "),
          Rule.of("(\\*\\*\\*|\\*\\*|__|~~|`)(?=\\S)(.{0,500}?\\S)\\1", match -> match.group(2)),
          Rule.of(
              "(?<![\\w*])[*_](?=\\S)([^*_\\n]{0,500}?\\S)[*_](?![\\w*])", match -> match.group(1)),
          Rule.of("&(amp|lt|gt|quot|nbsp|#39|apos);", match -> entity(match.group(1))));

  private static final Pattern PARAGRAPH_END = Pattern.compile("(?<![.!?:;,\\s])[ \\t]*\\n\\s*");
  private static final Pattern LINE_END =
      Pattern.compile("(?<![.!?:;,\\s])[ \\t]*\\n\\s*(?=[a-z])");
  private static final Pattern WHITESPACE = Pattern.compile("\\s+");
  private static final Pattern VULGAR_FRACTION = Pattern.compile("(?<=\\d)(?=[¼½¾⅐-⅞])");

  private TextCleaner() {}

  static String clean(String text) {
    String plain = text.replace("\r\n", "\n").replace('\r', '\n');
    for (Rule rule : MARKUP) {
      plain = rule.apply(plain);
    }
    plain = LINE_END.matcher(plain.strip()).replaceAll("; ");
    plain = PARAGRAPH_END.matcher(plain).replaceAll(". ");
    plain = VULGAR_FRACTION.matcher(plain).replaceAll(" ");
    return WHITESPACE.matcher(toPlainLetters(plain)).replaceAll(" ").strip();
  }

  private static String entity(String name) {
    return switch (name) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "nbsp" -> " ";
      default -> "'";
    };
  }

  private static String toPlainLetters(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    String decomposed = Normalizer.normalize(beforeCompatibility(text), Normalizer.Form.NFKD);
    decomposed
        .codePoints()
        .forEach(
            character -> {
              int type = Character.getType(character);
              if (character < 128) {
                plain.append(character < ' ' || character == 127 ? ' ' : (char) character);
              } else if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
                return;
              } else if (character < 0x10000 && SPELLINGS.containsKey((char) character)) {
                plain.append(SPELLINGS.get((char) character));
              } else if (KEPT.indexOf(character) >= 0) {
                plain.append((char) character);
              } else {
                plain.append(' ');
              }
            });
    return plain.toString();
  }

  /** Signs whose compatibility form would be read wrongly: ² as 2, ™ as TM. */
  private static String beforeCompatibility(String text) {
    return text.replace("²", " squared")
        .replace("³", " cubed")
        .replace("™", "")
        .replace("®", "")
        .replace("º", "°")
        .replace("≠", " is not equal to ")
        .replace("…", "...")
        .replace("№", "number ");
  }
}

package dev.upbeat.speech.marytts.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes away what a written answer has and a spoken one lacks: Markdown, HTML, emoticons. What is
 * left has {@link PlainLetters}.
 */
final class TextCleaner {
  private static final String TAGS =
      "p|br|hr|b|i|u|s|em|strong|ul|ol|li|a|h[1-6]|code|pre|span|div|table|tr|td|th|img|sup|sub"
          + "|small|blockquote|details|summary|font|kbd|mark";

  private static final List<Rule> MARKUP =
      List.of(
          Rule.of("(?s)```.*?(```|$)", match -> " "),
          Rule.of("(?s)<!--.*?-->|</?[a-z][a-z0-9_-]{1,30}\\s?/?>|</?[abipqsu]>", match -> " "),
          Rule.of("</?(?:" + TAGS + ")\\s[^<>]{0,300}>", match -> " "),
          Rule.of("(?<=^|\\s)(?:[:;=8][-o']?[)(DP/|]|<3)(?=$|[\\s.,!?])", match -> " "),
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

  private static String withoutMarkup(String text) {
    String plain = text.replace("\r\n", "\n").replace('\r', '\n');
    for (Rule rule : MARKUP) {
      plain = rule.apply(plain);
    }
    return plain;
  }

  static String clean(String text) {
    String plain = LINE_END.matcher(withoutMarkup(text).strip()).replaceAll("; ");
    plain = PARAGRAPH_END.matcher(plain).replaceAll(". ");
    plain = VULGAR_FRACTION.matcher(plain).replaceAll(" ");
    return WHITESPACE.matcher(PlainLetters.of(plain)).replaceAll(" ").strip();
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
}

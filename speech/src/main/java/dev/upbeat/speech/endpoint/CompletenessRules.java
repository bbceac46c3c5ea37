package dev.upbeat.speech.endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Judges by a list of patterns whether words sound like a whole request. Immutable; any thread.
 *
 * <p>The list is a text file, one rule a line: {@code finished|undecided|unfinished : pattern}. A
 * pattern is words; {@code a|b} is either word, {@code _} any one word, {@code *} any number of
 * words, none included. The first rule that fits the whole text decides; if none does, the text is
 * {@link Completeness#UNDECIDED}. {@code name = a|b|c} gives a list of words a name, used as {@code
 * $name}. Empty lines and lines beginning with {@code #} are skipped.
 */
public final class CompletenessRules {
  private static final String ENGLISH = "completeness-en.txt";

  private final List<Rule> rules;

  private CompletenessRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  private record Rule(Completeness completeness, Pattern pattern) {}

  /** The rules for English that come with Upbeat. */
  public static CompletenessRules english() {
    try (InputStream stream =
            Objects.requireNonNull(
                CompletenessRules.class.getResourceAsStream(ENGLISH),
                () -> ENGLISH + " not packaged");
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return read(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads rules, such as those of another language.
   *
   * @throws IllegalArgumentException naming the line that is no rule
   */
  public static CompletenessRules read(Reader source) throws IOException {
    BufferedReader reader = new BufferedReader(source);
    RuleReader rules = new RuleReader();
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      try {
        rules.line(line.strip());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
      }
    }
    return new CompletenessRules(rules.rules);
  }

  /** Judges words in lower case, separated by single blanks. No words at all are undecided. */
  public Completeness judge(String text) {
    // A blank before every word lets each pattern element carry its own.
    String words = text.isBlank() ? "" : " " + text.strip().toLowerCase(Locale.ROOT);
    for (Rule rule : rules) {
      if (rule.pattern().matcher(words).matches()) {
        return rule.completeness();
      }
    }
    return Completeness.UNDECIDED;
  }

  private static final class RuleReader {
    private static final Pattern ELEMENT = Pattern.compile("[a-z'|]+");

    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();

    void line(String line) {
      if (line.isEmpty() || line.startsWith("#")) {
        return;
      }
      int equals = line.indexOf('=');
      int colon = line.indexOf(':');
      if (equals > 0) {
        names.put(line.substring(0, equals).strip(), alternatives(line.substring(equals + 1)));
      } else if (colon > 0) {
        Completeness completeness =
            Completeness.valueOf(line.substring(0, colon).strip().toUpperCase(Locale.ROOT));
        rules.add(new Rule(completeness, pattern(line.substring(colon + 1).strip())));
      } else {
        throw new IllegalArgumentException("neither 'judgement : pattern' nor 'name = words'");
      }
    }

    private Pattern pattern(String text) {
      StringBuilder expression = new StringBuilder();
      for (String element : text.split("\\s+", -1)) {
        expression.append(
            switch (element) {
              case "*" -> "(?: \\S+)*";
              case "_" -> " \\S+";
              default -> " (?:" + alternatives(element) + ")";
            });
      }
      try {
        return Pattern.compile(expression.toString());
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException("not a pattern: " + text, e);
      }
    }

    private String alternatives(String words) {
      String text = words.strip();
      if (text.startsWith("$")) {
        String named = names.get(text.substring(1));
        if (named == null) {
          throw new IllegalArgumentException(text + " is not defined above");
        }
        return named;
      }
      if (!ELEMENT.matcher(text).matches()) {
        throw new IllegalArgumentException("'" + text + "' is not a word or words joined by |");
      }
      return text;
    }
  }
}

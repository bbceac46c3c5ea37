package dev.upbeat.server.continuation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes what a recognizer heard as a person would write it: names with capitals, a question with
 * its mark. Language models have read written text; a small one doesn't know the capital of "peru".
 * Immutable.
 */
final class WrittenForm {
  private static final Set<String> EVERYDAY_WORDS =
      Set.of(
          "turkey", "jersey", "reunion", "man", "mali", "niger", "chad", "polish", "ido", "no",
          "so", "to", "us", "is", "as", "ga", "luba", "fang", "ho", "hoe");

  private static final Pattern QUESTION =
      Pattern.compile(
          "^(?:so |and |hey |well"
              + " )*(?:what|what's|who|who's|whose|where|where's|when|when's|why|how"
              + "|how's|which|is|are|was|were|do|does|did|can|could|will|would|should|may|has|have|am)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern FIRST_PERSON =
      Pattern.compile("\\bi(?=$|[ ,.!?]|'(?:m|ve|ll|d)\\b)");

  private final Map<String, String> names;
  private final Pattern anyName;

  private WrittenForm(Map<String, String> names) {
    this.names = Map.copyOf(names);
    String alternatives =
        String.join(
            "|",
            names.keySet().stream()
                .sorted((a, b) -> b.length() - a.length())
                .map(Pattern::quote)
                .toList());
    this.anyName = Pattern.compile("(?<![\\p{L}'-])(?:" + alternatives + ")(?![\\p{L}-])");
  }

  /** English names: the JDK's countries and languages, and a list of our own. */
  static WrittenForm english() {
    Map<String, String> names = new HashMap<>();
    for (String country : Locale.getISOCountries()) {
      add(names, new Locale.Builder().setRegion(country).build().getDisplayCountry(Locale.ENGLISH));
    }
    for (String language : Locale.getISOLanguages()) {
      add(
          names,
          new Locale.Builder().setLanguage(language).build().getDisplayLanguage(Locale.ENGLISH));
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    WrittenForm.class.getResourceAsStream("names-en.txt"), "names-en.txt"),
                StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(names, line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WrittenForm(names);
  }

  /** A whole request: capitals, and the mark at its end if it has none. */
  String request(String heard) {
    String text = withNames(heard.strip());
    if (text.isEmpty()) {
      return text;
    }
    char last = text.charAt(text.length() - 1);
    String mark = ".!?".indexOf(last) >= 0 ? "" : QUESTION.matcher(text).matches() ? "?" : ".";
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + mark;
  }

  /** Any text: names with capitals, nothing else changed, so that its length stays. */
  String withNames(String text) {
    Matcher matcher = anyName.matcher(text);
    StringBuilder written = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          written, Matcher.quoteReplacement(names.getOrDefault(matcher.group(), matcher.group())));
    }
    matcher.appendTail(written);
    return FIRST_PERSON.matcher(written).replaceAll("I");
  }

  private static void add(Map<String, String> names, String name) {
    String key = name.strip().toLowerCase(Locale.ROOT);
    if (key.length() > 2 && !EVERYDAY_WORDS.contains(key) && key.matches("[a-z ]+")) {
      names.put(key, name.strip());
    }
  }
}

package dev.upbeat.models.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a text, for comparing texts: lower case, no punctuation, apostrophes kept. */
public final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’-][\\p{L}\\p{N}]+)*");

  private Words() {}

  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT).replace('’', '\''));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** Where the first word that a test holds for begins, counted in characters, or -1. */
  public static int startOfFirst(String text, Predicate<String> test) {
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT).replace('’', '\''));
    while (matcher.find()) {
      if (test.test(matcher.group())) {
        return matcher.start();
      }
    }
    return -1;
  }

  /** Where the last words of a text begin, counted in characters; -1 if it has fewer. */
  public static int startOfLast(String text, int count) {
    List<Integer> starts = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      starts.add(matcher.start());
    }
    return starts.size() < count ? -1 : starts.get(starts.size() - count);
  }

  /** Number of words a listener hears: parts between blanks that hold a letter or digit. */
  public static int count(String text) {
    int count = 0;
    for (String part : text.split("\\s+")) {
      if (part.chars().anyMatch(Character::isLetterOrDigit)) {
        count++;
      }
    }
    return count;
  }

  /** The entries of a word list of this module: one a line, '#' begins a comment. */
  public static Set<String> resource(String name) {
    return lines(name).stream().collect(Collectors.toUnmodifiableSet());
  }

  /** The lines of a resource of this module, blank ones and comments left out. */
  public static List<String> lines(String name) {
    try (InputStream stream = Words.class.getResourceAsStream("/dev/upbeat/models/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("resource " + name + " is not on the class path");
      }
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        return reader
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

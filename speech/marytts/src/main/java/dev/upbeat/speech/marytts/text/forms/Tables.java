package dev.upbeat.speech.marytts.text.forms;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The lists of words and units that the forms share, from resources beside this class. */
final class Tables {
  private Tables() {}

  /** Lines as cells parted by tabs; those that begin with # are comments. */
  static List<List<String>> rows(String name) {
    try (InputStream stream = Tables.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the plugin");
      }
      return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Words parted by blanks. */
  static Set<String> set(String words) {
    return Set.copyOf(List.of(words.split(" ")));
  }

  /** All words of a resource, blanks and line ends between them. */
  static Set<String> words(String name) {
    return rows(name).stream()
        .flatMap(row -> List.of(row.get(0).strip().split("\\s+")).stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}

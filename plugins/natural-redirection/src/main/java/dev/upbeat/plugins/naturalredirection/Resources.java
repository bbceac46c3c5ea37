package dev.upbeat.plugins.naturalredirection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the data files beside this class. Lines that begin with '#' are comments. */
final class Resources {
  private Resources() {}

  static List<String> lines(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each line cut at its tabs. */
  static List<String[]> table(String name, int columns) {
    return lines(name).stream()
        .map(
            line -> {
              String[] cells = line.split("\t", -1);
              if (cells.length != columns) {
                throw new IllegalStateException(
                    name + ": expected " + columns + " columns: " + line);
              }
              return cells;
            })
        .toList();
  }

  /** One pattern that finds any of the file's expressions as whole words. */
  static Pattern anyOf(String name) {
    return Pattern.compile(
        lines(name).stream().collect(Collectors.joining("|", "(?<![\\w'])(?:", ")(?![\\w'])")));
  }
}

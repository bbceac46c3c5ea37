package dev.upbeat.models.decode;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The words a model may say without having heard them, and how names are written: {@code words.txt}
 * of the model's folder, one word a line. Words in small letters may always be said; one with
 * capitals only as the form of a word that the request holds, but for "I". Immutable, thread-safe.
 *
 * <p>A small model spells what it copies token by token and slips: with this, a word begun is
 * finished as a word, or not begun.
 */
public final class Lexicon {
  /** No words: anything may be said. */
  public static final Lexicon OPEN = new Lexicon(List.of());

  private final String[] words;
  private final TreeMap<String, String> written = new TreeMap<>();

  private Lexicon(List<String> lines) {
    TreeSet<String> free = new TreeSet<>();
    for (String line : lines) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (!lower.equals(line)) {
        written.put(lower, line);
      }
      if (lower.equals(line) || lower.equals("i") || lower.startsWith("i'")) {
        free.add(lower);
      }
    }
    this.words = free.toArray(String[]::new);
  }

  /**
   * Reads a model's words; a model without the file is not bound to any.
   *
   * @throws UpbeatException {@code model-config-invalid} if the file can't be read or has no word
   */
  public static Lexicon read(Path folder) {
    Path file = folder.resolve("words.txt");
    if (!Files.exists(file)) {
      return OPEN;
    }
    try {
      List<String> lines =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      if (lines.isEmpty()) {
        throw invalid(file, "it holds no word", null);
      }
      return new Lexicon(lines);
    } catch (IOException e) {
      throw invalid(file, "it is not readable UTF-8 (" + e.getMessage() + ")", e);
    }
  }

  /** A lexicon of these words, for tests and tools. */
  public static Lexicon of(List<String> words) {
    return new Lexicon(words);
  }

  boolean isOpen() {
    return words.length == 0 && written.isEmpty();
  }

  /** Whether a word in small letters may be said by itself. */
  boolean contains(String lower) {
    return Arrays.binarySearch(words, lower) >= 0;
  }

  /** Whether a word that may be said begins like this. */
  boolean hasPrefix(String lower) {
    return hasPrefix(words, lower);
  }

  /** How a word is written that has capitals; null if it has none. */
  @org.jspecify.annotations.Nullable
  String written(String lower) {
    return written.get(lower);
  }

  static boolean hasPrefix(String[] sorted, String prefix) {
    int at = Arrays.binarySearch(sorted, prefix);
    int next = at >= 0 ? at : -at - 1;
    return next < sorted.length && sorted[next].startsWith(prefix);
  }

  static String[] sorted(Set<String> words) {
    return new TreeSet<>(words).toArray(String[]::new);
  }

  private static UpbeatException invalid(
      Path file, String what, @org.jspecify.annotations.Nullable Throwable cause) {
    return new UpbeatException(
        "model-config-invalid",
        false,
        "Cannot use " + file + ": " + what + ".",
        "Take the file that came with the checkpoint, or pull the model again.",
        cause);
  }
}

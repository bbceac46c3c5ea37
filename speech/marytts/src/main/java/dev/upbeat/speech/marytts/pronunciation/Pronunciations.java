package dev.upbeat.speech.marytts.pronunciation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Words and their phones in MaryTTS's notation. A line holds a word, then a respelling ({@code Lima
 * LEE-muh}) or phones between slashes ({@code Lima /' l i - m @/}); the later of two lines wins.
 * Immutable.
 */
public final class Pronunciations {
  private static final Set<String> PHONES =
      Set.of(
          ("A O u i { V E I U @ r= aU OI @U EI AI p t k b d g tS dZ f v T D s z S Z h l m n N r w j"
                  + " - ' ,")
              .split(" "));

  private final Map<String, String> entries;

  private Pronunciations(Map<String, String> entries) {
    this.entries = Map.copyOf(entries);
  }

  /** No word at all. */
  public static Pronunciations none() {
    return new Pronunciations(Map.of());
  }

  /** Those that come with Upbeat. */
  public static Pronunciations bundled() {
    try (InputStream stream = Pronunciations.class.getResourceAsStream("pronunciations.txt")) {
      if (stream == null) {
        throw new IllegalStateException("pronunciations.txt is missing from the plugin");
      }
      Map<String, String> entries = new HashMap<>();
      read(
          new InputStreamReader(stream, StandardCharsets.UTF_8),
          entries,
          complaint -> {
            throw new IllegalStateException("Bundled pronunciations: " + complaint);
          });
      return new Pronunciations(entries);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * These and others, which win. A line that can't be understood is left out.
   *
   * @param complain told of each such line by number, with the remedy
   * @throws IOException if reading fails
   */
  public Pronunciations with(Reader others, Consumer<String> complain) throws IOException {
    Map<String, String> all = new HashMap<>(entries);
    read(others, all, complain);
    return new Pronunciations(all);
  }

  /** The phones of a word in whatever case, or null. */
  public @Nullable String phones(String word) {
    return entries.get(key(word));
  }

  /** Whether the word is in here, so that it should reach the dictionary as written. */
  public boolean knows(String word) {
    return entries.containsKey(key(word));
  }

  /** How many there are. */
  public int size() {
    return entries.size();
  }

  private static void read(Reader reader, Map<String, String> entries, Consumer<String> complain)
      throws IOException {
    BufferedReader lines = new BufferedReader(reader);
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String content = line.strip().replace("\uFEFF", "");
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      try {
        String[] cells = content.split("\\s*[=|\\s]\\s*", 2);
        if (cells.length < 2 || cells[1].isBlank()) {
          throw new IllegalArgumentException("there is a word but no pronunciation");
        }
        entries.put(requireWord(cells[0]), pronunciation(cells[1].strip()));
      } catch (IllegalArgumentException wrong) {
        complain.accept(
            "line "
                + number
                + " ('"
                + content
                + "') is left out: "
                + wrong.getMessage()
                + ". Write a word and its respelling, such as 'Lima LEE-muh', or its phones, such"
                + " as \"Lima /' l i - m @/\".");
      }
    }
  }

  private static String requireWord(String word) {
    String key = key(word);
    if (!key.matches("\\.?[a-z]+(?:'[a-z]+)*")) {
      throw new IllegalArgumentException(
          "'" + word + "' is no single word of letters and apostrophes");
    }
    return key;
  }

  private static String pronunciation(String written) {
    if (!written.startsWith("/")) {
      return Respelling.phones(written);
    }
    if (written.length() < 3 || !written.endsWith("/")) {
      throw new IllegalArgumentException("phones stand between two slashes");
    }
    String phones = written.substring(1, written.length() - 1).strip();
    for (String phone : List.of(phones.split("\\s+"))) {
      String bare =
          phone.length() > 1 && "',".indexOf(phone.charAt(0)) >= 0 ? phone.substring(1) : phone;
      if (!PHONES.contains(bare)) {
        throw new IllegalArgumentException("'" + phone + "' is no phone of MaryTTS's US English");
      }
    }
    return phones;
  }

  /** Small letters without accents, as words arrive from the text. */
  private static String key(String word) {
    return Normalizer.normalize(word.replace('’', '\''), Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }
}

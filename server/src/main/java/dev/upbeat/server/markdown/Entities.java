package dev.upbeat.server.markdown;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;

/** Character references: {@code &amp;}, {@code &#39;}, {@code &#x2019;}. Immutable. */
final class Entities {
  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});");

  private static final Properties NAMED = load();

  private Entities() {}

  /** The length of the reference at the cursor, {@link Cursor#WAIT} or {@link Cursor#NO}. */
  static int length(Cursor cursor) {
    int length = cursor.match(REFERENCE, 0, 36);
    return length > 0 && codePoint(cursor.slice(1, length - 1)) < 0 ? Cursor.NO : length;
  }

  /**
   * @param name what stands between ampersand and semicolon
   * @return −1 if nothing bears that name
   */
  static int codePoint(String name) {
    int value;
    if (name.startsWith("#x") || name.startsWith("#X")) {
      value = Integer.parseInt(name.substring(2), 16);
    } else if (name.startsWith("#")) {
      value = Integer.parseInt(name.substring(1));
    } else {
      return Integer.parseInt(NAMED.getProperty(name, "-1"));
    }
    return Character.isValidCodePoint(value) ? value : 0xFFFD;
  }

  private static Properties load() {
    Properties names = new Properties();
    try (InputStream in =
        Objects.requireNonNull(
            Entities.class.getResourceAsStream("entities.properties"), "entities.properties")) {
      names.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}

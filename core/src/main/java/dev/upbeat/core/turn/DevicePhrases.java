package dev.upbeat.core.turn;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * What the device says by itself when the continuator does not: read from a resource, immutable.
 */
final class DevicePhrases {
  private static final Set<String> FORMS_OF_BE =
      Set.of("is", "are", "was", "were", "be", "it's", "that's");

  private final Properties phrases;

  private DevicePhrases(Properties phrases) {
    this.phrases = phrases;
  }

  static DevicePhrases english() {
    Properties phrases = new Properties();
    try (InputStream in =
        Objects.requireNonNull(
            DevicePhrases.class.getResourceAsStream("phrases-en.properties"),
            "phrases-en.properties")) {
      phrases.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DevicePhrases(phrases);
  }

  /** A request for patience. */
  String hold() {
    return phrase("hold");
  }

  /** Another one, later, while the language model thinks. */
  String thinking() {
    return phrase("thinking");
  }

  /** That somebody speaks without an end. */
  String endlessSpeech() {
    return phrase("endless-speech");
  }

  /**
   * How to end gracefully.
   *
   * @param spoken everything spoken so far, opener included
   * @param code of the failure
   */
  String ending(String spoken, String code) {
    String text = spoken.strip();
    String key;
    if (text.isEmpty()) {
      key = "end.nothing-said";
    } else if (SpeakableSegmenter.pauseAfter(text) == SpeakableSegmenter.SENTENCE_PAUSE_MS) {
      key = "end.new-sentence";
    } else {
      String last = text.substring(text.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
      key = FORMS_OF_BE.contains(last) ? "end.after-be" : "end.in-sentence";
    }
    String reason = phrases.getProperty("reason." + code, phrase("reason.default"));
    return phrase(key).replace("{reason}", reason);
  }

  private String phrase(String key) {
    return Objects.requireNonNull(phrases.getProperty(key), key);
  }
}

package dev.upbeat.speech.marytts.pronunciation;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user's {@code pronunciations.txt}, if there is one; what is wrong with it ends nothing. */
public final class UserPronunciations {
  /** Names the file; the launcher may set it. */
  public static final String PROPERTY = "upbeat.pronunciations";

  private static final Logger log = LoggerFactory.getLogger(UserPronunciations.class);
  private static final String NAME = "pronunciations.txt";

  private UserPronunciations() {}

  /** The bundled pronunciations and the user's, which win. */
  public static Pronunciations load() {
    Pronunciations bundled = Pronunciations.bundled();
    try {
      Path file = file(System::getProperty, System::getenv);
      return Files.exists(file) ? read(bundled, file) : bundled;
    } catch (InvalidPathException wrong) {
      log.warn(
          "event=pronunciations-unread cause=\"{}\" remedy=\"Correct the path in {} or"
              + " UPBEAT_CONFIG.\"",
          wrong.getMessage(),
          PROPERTY);
      return bundled;
    }
  }

  /**
   * Where the file is: the property, else in UPBEAT_CONFIG, else in the upbeat folder of
   * XDG_CONFIG_HOME or ~/.config.
   */
  static Path file(
      UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> variable) {
    String named = property.apply(PROPERTY);
    if (isSet(named)) {
      return Path.of(named);
    }
    String folder = variable.apply("UPBEAT_CONFIG");
    if (isSet(folder)) {
      return Path.of(folder, NAME);
    }
    String config = variable.apply("XDG_CONFIG_HOME");
    if (isSet(config)) {
      return Path.of(config, "upbeat", NAME);
    }
    String home = variable.apply("HOME");
    return Path.of(
        isSet(home) ? home : String.valueOf(property.apply("user.home")),
        ".config",
        "upbeat",
        NAME);
  }

  static Pronunciations read(Pronunciations bundled, Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Pronunciations all =
          bundled.with(
              reader,
              complaint -> log.warn("event=pronunciation-ignored file={} {}", file, complaint));
      log.info("event=pronunciations-read file={} entries={}", file, all.size());
      return all;
    } catch (IOException failure) {
      log.warn(
          "event=pronunciations-unread file={} cause=\"{}\" remedy=\"Make it a readable text file"
              + " in UTF-8.\"",
          file,
          failure.toString());
      return bundled;
    }
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isBlank();
  }
}

package dev.upbeat.speech;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.speech.endpoint.CompletenessRules;
import dev.upbeat.speech.endpoint.EndpointSettings;
import dev.upbeat.speech.endpoint.SileroVoiceActivity;
import dev.upbeat.speech.endpoint.VoiceActivityModel;
import dev.upbeat.speech.endpoint.VoiceEndpointDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The models and recordings of the tests. */
public final class Fixtures {
  private static final Path RECORDINGS = Path.of("../devices/wearable/recordings");

  private Fixtures() {}

  /** What was said in a recording. */
  public record Question(String file, String words) {
    public AudioChunk sound() {
      return recording(file);
    }

    @Override
    public String toString() {
      return file;
    }
  }

  public static ModelFolder vosk() {
    return new ModelFolder("vosk-starter-en", Path.of("../models/vosk-starter-en"));
  }

  /** From the model store's cache; where it isn't, the tests that need it are skipped. */
  public static ModelFolder silero() {
    Path folder = cache().resolve("models/silero-vad");
    assumeTrue(
        Files.exists(folder.resolve(SileroVoiceActivity.FILE)),
        "no Silero in " + folder + ": run './upbeat models pull silero-vad'");
    return new ModelFolder("silero-vad", folder);
  }

  private static Path cache() {
    String own = System.getenv().getOrDefault("UPBEAT_CACHE", "");
    String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    return xdg.startsWith("/")
        ? Path.of(xdg, "upbeat")
        : Path.of(System.getProperty("user.home"), ".cache", "upbeat");
  }

  public static VoiceEndpointDetector neural() {
    return detector(new SileroVoiceActivity(silero()));
  }

  public static VoiceEndpointDetector detector(VoiceActivityModel model) {
    return new VoiceEndpointDetector(
        model, EndpointSettings.defaults(), CompletenessRules.english());
  }

  public static List<Question> questions() {
    try {
      return Files.readAllLines(RECORDINGS.resolve("questions.tsv")).stream()
          .map(line -> line.split("\t"))
          .map(columns -> new Question(columns[0], columns[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static AudioChunk recording(String file) {
    return Wav.read(RECORDINGS.resolve(file));
  }

  /** The flite question "what is the capital of peru", 3.8 s. */
  public static AudioChunk peru() {
    return recording("01-what-is-the-capital-of-peru.wav");
  }
}

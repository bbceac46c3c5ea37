package dev.upbeat.speech;

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
  private static final Path RESOURCES = Path.of("src/test/resources");

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

  public static ModelFolder silero() {
    return new ModelFolder("silero-vad", RESOURCES.resolve("silero-vad"));
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
      return Files.readAllLines(RESOURCES.resolve("recordings/questions.tsv")).stream()
          .map(line -> line.split("\t"))
          .map(columns -> new Question(columns[0], columns[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static AudioChunk recording(String file) {
    return Wav.read(RESOURCES.resolve("recordings").resolve(file));
  }

  /** The flite question "what is the capital of peru", 3.8 s. */
  public static AudioChunk peru() {
    return recording("01-what-is-the-capital-of-peru.wav");
  }
}

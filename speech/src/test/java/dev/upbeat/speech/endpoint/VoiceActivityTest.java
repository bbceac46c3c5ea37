package dev.upbeat.speech.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.EndpointSession;
import dev.upbeat.core.spi.EndpointSession.Event;
import dev.upbeat.speech.Fixtures;
import dev.upbeat.speech.Noise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ways of finding speech, on sound with and without. */
class VoiceActivityTest {
  @TempDir private Path temporary;

  static Stream<VoiceActivityModel> models() {
    return Stream.of(new SileroVoiceActivity(Fixtures.silero()), new EnergyVoiceActivity());
  }

  @ParameterizedTest
  @MethodSource("models")
  void noiseSilenceAndClicksAreNoUtterance(VoiceActivityModel model) {
    assertThat(utterances(model, AudioChunk.silence(16_000, Duration.ofSeconds(10)))).isEmpty();
    for (double level : new double[] {0.003, 0.03, 0.1}) {
      assertThat(utterances(model, Noise.of(false, level, 160_000, 3)))
          .as("white %s", level)
          .isEmpty();
      assertThat(utterances(model, Noise.of(true, level, 160_000, 3)))
          .as("pink %s", level)
          .isEmpty();
    }
    assertThat(utterances(model, clicks())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void findsBeginningAndEndOfEachQuestion(VoiceActivityModel model) {
    for (Fixtures.Question question : Fixtures.questions()) {
      AudioChunk sound = question.sound();
      List<long[]> found = utterances(model, sound);
      assertThat(found).as("utterances in %s", question).hasSize(1);
      assertThat(found.get(0)[0] - firstLoud(sound))
          .as("start, %s", question)
          .isBetween(-1_600L, 3_200L);
      assertThat(found.get(0)[1] - lastLoud(sound))
          .as("end, %s", question)
          .isBetween(-4_000L, 2_400L);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void findsAQuietSpeaker(VoiceActivityModel model) {
    assertThat(utterances(model, Noise.scaled(Fixtures.peru(), 0.1))).hasSize(1);
  }

  @Test
  void theNetworkHearsThroughNoise() {
    SileroVoiceActivity model = new SileroVoiceActivity(Fixtures.silero());
    for (Fixtures.Question question : Fixtures.questions()) {
      AudioChunk noisy = Noise.added(question.sound(), true, 10, 5);
      assertThat(utterances(model, noisy)).as(question.file()).hasSize(1);
    }
  }

  @Test
  void tenMinutesAreNoBurden() {
    SileroVoiceActivity model = new SileroVoiceActivity(Fixtures.silero());
    AudioChunk silence = Noise.of(true, 0.002, 6 * 16_000, 1);
    AudioChunk tenSeconds = Fixtures.peru().then(silence).then(silence).slice(0, 10 * 16_000);
    List<long[]> found = new ArrayList<>();
    EndpointSession session = start(model);
    for (int round = 0; round < 60; round++) {
      for (int from = 0; from < tenSeconds.length(); from += 320) {
        for (Event event : session.accept(tenSeconds.slice(from, from + 320))) {
          if (event instanceof Event.SpeechEnded ended) {
            found.add(new long[] {round, ended.sample()});
            session.close();
            session = start(model);
          }
        }
      }
    }
    session.close();
    model.close();
    assertThat(found).hasSize(60);
  }

  @Test
  void aStreamOutlivesItsClosedModel() {
    SileroVoiceActivity model = new SileroVoiceActivity(Fixtures.silero());
    VoiceActivityModel.Stream stream = model.start();
    model.close();
    model.close();
    assertThat(stream.probability(new short[stream.windowSamples()])).isBetween(0.0, 0.5);
    stream.close();
    stream.close();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> stream.probability(new short[stream.windowSamples()]));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(model::start);
  }

  @Test
  void aMissingOrDamagedNetworkIsNamed() throws IOException {
    ModelFolder folder = new ModelFolder("silero-vad", temporary);
    assertThatExceptionOfType(UpbeatException.class)
        .isThrownBy(
            () -> VoiceEndpointDetector.open(Optional.of(folder), EndpointSettings.defaults()))
        .withMessageContaining("silero_vad.onnx");
    byte[] whole = Files.readAllBytes(Fixtures.silero().require(SileroVoiceActivity.FILE));
    Files.write(temporary.resolve("silero_vad.onnx"), java.util.Arrays.copyOf(whole, 1_000_000));
    assertThatExceptionOfType(UpbeatException.class)
        .isThrownBy(
            () -> VoiceEndpointDetector.open(Optional.of(folder), EndpointSettings.defaults()))
        .satisfies(e -> assertThat(e.code()).isEqualTo("model-file-damaged"));
  }

  @Test
  void withoutTheNetworkLoudnessDecides() {
    try (VoiceEndpointDetector detector =
        VoiceEndpointDetector.open(Optional.empty(), EndpointSettings.defaults())) {
      assertThat(detector.voiceActivity()).isEqualTo("energy");
    }
  }

  private static EndpointSession start(VoiceActivityModel model) {
    return Fixtures.detector(model).start();
  }

  /** Start and end of every utterance, in samples. */
  private static List<long[]> utterances(VoiceActivityModel model, AudioChunk sound) {
    List<long[]> found = new ArrayList<>();
    EndpointSession session = start(model);
    long base = 0;
    long started = -1;
    for (int from = 0; from < sound.length(); from += 320) {
      int to = Math.min(from + 320, sound.length());
      for (Event event : session.accept(sound.slice(from, to))) {
        if (event instanceof Event.SpeechStarted start) {
          started = base + start.sample();
        } else if (event instanceof Event.SpeechEnded end) {
          found.add(new long[] {started, base + end.sample()});
          started = -1;
          session.close();
          session = start(model);
          base = to;
        }
      }
    }
    session.close();
    if (started >= 0) {
      found.add(new long[] {started, sound.length()});
    }
    return found;
  }

  private static AudioChunk clicks() {
    short[] samples = Noise.of(true, 0.001, 160_000, 9).toArray();
    for (int at = 8_000; at + 160 < samples.length; at += 24_000) {
      for (int i = 0; i < 160; i++) {
        samples[at + i] = (short) (20_000 * Math.exp(-i / 30.0) * (i % 2 == 0 ? 1 : -1));
      }
    }
    return AudioChunk.of(16_000, samples);
  }

  private static int firstLoud(AudioChunk sound) {
    int at = 0;
    while (Math.abs(sound.sample(at)) < 328) {
      at++;
    }
    return at;
  }

  private static int lastLoud(AudioChunk sound) {
    int at = sound.length() - 1;
    while (Math.abs(sound.sample(at)) < 328) {
      at--;
    }
    return at;
  }
}

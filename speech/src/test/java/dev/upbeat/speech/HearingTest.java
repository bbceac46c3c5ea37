package dev.upbeat.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.speech.Listener.Utterance;
import dev.upbeat.speech.endpoint.VoiceEndpointDetector;
import dev.upbeat.speech.vosk.VoskRecognizer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Endpointing and recognition together, with the real engines. */
class HearingTest {
  private static VoskRecognizer recognizer;
  private static VoiceEndpointDetector detector;

  @BeforeAll
  static void load() {
    recognizer = new VoskRecognizer(Fixtures.vosk());
    detector = Fixtures.neural();
  }

  @AfterAll
  static void free() {
    recognizer.close();
    detector.close();
  }

  @Test
  void understandsEachQuestionAsOneUtterance() {
    WordErrors all = new WordErrors(0, 0);
    for (Fixtures.Question question : Fixtures.questions()) {
      List<Utterance> heard = new Listener(detector, recognizer).hear(question.sound());
      assertThat(heard).as(question.file()).hasSize(1);
      WordErrors errors = WordErrors.between(question.words(), heard.get(0).text());
      assertThat(errors.rate()).as("%s: '%s'", question, heard.get(0).text()).isLessThan(0.35);
      all = all.plus(errors);
    }
    assertThat(all.rate()).isLessThan(0.15);
  }

  @Test
  void aQuestionThatSoundsFinishedEndsSoon() {
    Utterance heard = new Listener(detector, recognizer).hear(Fixtures.peru()).get(0);
    assertThat(heard.evidence()).endsWith("after finished words");
    assertThat(heard.decided() - heard.end()).isLessThan(500 * 16);
  }

  @Test
  void aBreathInsideARequestDoesNotCutIt() {
    // "what is the" and, 700 ms later, "capital of peru".
    AudioChunk question = Fixtures.peru();
    int gap = 1_065 * 16;
    AudioChunk broken =
        question
            .slice(0, gap)
            .then(AudioChunk.silence(16_000, Duration.ofMillis(700)))
            .then(question.slice(gap, question.length()));
    assertThat(new Listener(detector, recognizer).hear(broken)).hasSize(1);
  }

  @Test
  void aQuietMicrophoneIsUnderstood() {
    WordErrors errors = new WordErrors(0, 0);
    for (Fixtures.Question question : Fixtures.questions().subList(0, 5)) {
      AudioChunk quiet = Noise.scaled(question.sound(), Math.pow(10, -32 / 20.0));
      List<Utterance> heard = new Listener(detector, recognizer).hear(quiet);
      assertThat(heard).as(question.file()).hasSize(1);
      errors = errors.plus(WordErrors.between(question.words(), heard.get(0).text()));
    }
    assertThat(errors.rate()).isLessThan(0.15);
  }

  @Test
  void amplifiedNoiseIsNoSpeech() {
    for (double level : new double[] {0.0001, 0.0003, 0.001, 0.01}) {
      for (boolean pink : new boolean[] {true, false}) {
        assertThat(new Listener(detector, recognizer).hear(Noise.of(pink, level, 96_000, 3)))
            .as("noise of %s, pink %s", level, pink)
            .isEmpty();
      }
    }
    assertThat(new Listener(detector, recognizer).hear(hum(96_000))).isEmpty();
    // Behind a quiet speaker, the detector's gain stays up.
    AudioChunk quiet = Noise.scaled(Fixtures.peru(), Math.pow(10, -25 / 20.0));
    assertThat(
            new Listener(detector, recognizer).hear(quiet.then(Noise.of(true, 0.0008, 128_000, 6))))
        .hasSize(1);
  }

  @Test
  void aTelevisionInTheBackgroundDoesNotPutOffTheEnd() {
    AudioChunk television = AudioChunk.silence(16_000, Duration.ZERO);
    for (Fixtures.Question question : Fixtures.questions().subList(1, 6)) {
      television = television.then(Noise.scaled(question.sound(), Math.pow(10, -24 / 20.0)));
    }
    AudioChunk question = Fixtures.peru();
    short[] both = television.then(television).toArray();
    for (int i = 0; i < question.length(); i++) {
      both[i] = (short) Math.max(-32_768, Math.min(32_767, both[i] + question.sample(i)));
    }

    List<Utterance> heard = new Listener(detector, recognizer).hear(AudioChunk.of(16_000, both));

    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).decided()).isLessThan(question.length() + 16_000);
    assertThat(heard.get(0).text()).contains("the capital of");
  }

  private static AudioChunk hum(int samples) {
    short[] hum = new short[samples];
    for (int i = 0; i < samples; i++) {
      double phase = 2 * Math.PI * 50 * i / 16_000;
      hum[i] =
          (short) (300 * Math.sin(phase) + 150 * Math.sin(3 * phase) + 60 * Math.sin(5 * phase));
    }
    return AudioChunk.of(16_000, hum);
  }
}

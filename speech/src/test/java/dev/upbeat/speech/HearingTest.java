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
}

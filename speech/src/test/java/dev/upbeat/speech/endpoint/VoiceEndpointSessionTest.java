package dev.upbeat.speech.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.dialogue.Transcript;
import dev.upbeat.core.spi.EndpointSession;
import dev.upbeat.core.spi.EndpointSession.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of time, on sound that says itself whether it is speech: a loud window is. */
class VoiceEndpointSessionTest {
  private final List<Event> events = new ArrayList<>();
  private final EndpointSession session =
      new VoiceEndpointDetector(
              new LoudIsSpeech(), EndpointSettings.defaults(), CompletenessRules.english())
          .start();

  @Test
  void reportsTheBeginningWhereItWas() {
    silence(500);
    speech(300);
    assertThat(events).containsExactly(new Event.SpeechStarted(500 * 16));
  }

  @Test
  void aClickIsNoSpeech() {
    silence(500);
    speech(60);
    silence(500);
    speech(60);
    silence(2_000);
    assertThat(events).isEmpty();
  }

  @Test
  void reportsAPauseEarlyAndItsEnd() {
    speech(600);
    silence(200);
    assertThat(events).last().isEqualTo(new Event.SpeechPaused(600 * 16));
    silence(60);
    speech(200);
    assertThat(events).last().isEqualTo(new Event.SpeechResumed(860 * 16));
  }

  @Test
  void aClickInThePauseDoesNotPutOffTheEnd() {
    speech(600);
    silence(300);
    speech(20);
    silence(320);
    assertThat(events)
        .last()
        .isEqualTo(new Event.SpeechEnded(600 * 16, "silence of 640 ms after undecided words"));
  }

  @Test
  void finishedWordsEndSoon() {
    assertThat(silenceUntilTheEndOf("what is the capital of peru")).isEqualTo(440);
  }

  @Test
  void undecidedWordsEndLater() {
    assertThat(silenceUntilTheEndOf("")).isEqualTo(640);
    assertThat(silenceUntilTheEndOf("bananas")).isEqualTo(640);
  }

  @Test
  void unfinishedWordsWaitForMore() {
    assertThat(silenceUntilTheEndOf("set a timer for")).isEqualTo(900);
  }

  @Test
  void wordsThatHaveJustChangedAreNotYetFinished() {
    speech(600);
    silence(400);
    session.hear(new Transcript.Partial("what is the capital of peru"));
    silence(40);
    assertThat(events).last().isInstanceOf(Event.SpeechPaused.class);
    silence(160);
    assertThat(events)
        .last()
        .isEqualTo(new Event.SpeechEnded(600 * 16, "silence of 600 ms after finished words"));
  }

  @Test
  void anEndlessTalkIsEnded() {
    speech(31_000);
    assertThat(events)
        .last()
        .isEqualTo(new Event.SpeechEnded(30_000 * 16, "longest utterance of 30000 ms"));
    int before = events.size();
    speech(5_000);
    assertThat(events).hasSize(before);
  }

  @Test
  void closedTwiceAndDeafAfterwards() {
    session.close();
    session.close();
    speech(1_000);
    assertThat(events).isEmpty();
  }

  @Test
  void refusesAnotherRate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.accept(AudioChunk.silence(44_100, Duration.ofMillis(20))))
        .withMessageContaining("44100 Hz");
  }

  private int silenceUntilTheEndOf(String words) {
    events.clear();
    try (EndpointSession fresh =
        new VoiceEndpointDetector(
                new LoudIsSpeech(), EndpointSettings.defaults(), CompletenessRules.english())
            .start()) {
      fresh.accept(sound(600, 8_000));
      fresh.hear(new Transcript.Partial(words));
      for (int silence = 20; silence < 3_000; silence += 20) {
        if (fresh.accept(sound(20, 0)).stream().anyMatch(Event.SpeechEnded.class::isInstance)) {
          return silence;
        }
      }
    }
    throw new AssertionError("never ended");
  }

  private void speech(int milliseconds) {
    events.addAll(session.accept(sound(milliseconds, 8_000)));
  }

  private void silence(int milliseconds) {
    events.addAll(session.accept(sound(milliseconds, 0)));
  }

  private static AudioChunk sound(int milliseconds, int level) {
    short[] samples = new short[milliseconds * 16];
    java.util.Arrays.fill(samples, (short) level);
    return AudioChunk.of(16_000, samples);
  }

  private static final class LoudIsSpeech implements VoiceActivityModel {
    @Override
    public String name() {
      return "loud";
    }

    @Override
    public Stream start() {
      return new Stream() {
        @Override
        public int windowSamples() {
          return 320;
        }

        @Override
        public double probability(short[] window) {
          return window[0] > 1_000 ? 0.9 : 0.1;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }
}

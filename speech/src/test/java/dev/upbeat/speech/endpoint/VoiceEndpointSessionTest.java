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
  void anEndlessTalkIsCutOff() {
    speech(31_000);
    assertThat(events)
        .last()
        .isEqualTo(new Event.SpeechCutOff(30_000 * 16, "longest utterance of 30000 ms"));
    int before = events.size();
    speech(5_000);
    assertThat(events).hasSize(before);
  }

  @Test
  void aVoiceFarQuieterThanTheUsersIsSilence() {
    speech(2_000);
    far(2_000);
    assertThat(events).last().isInstanceOf(Event.SpeechEnded.class);
    // Where the user stopped, but for the third of a second in which soft syllables may follow.
    assertThat(events.get(events.size() - 1).sample()).isBetween(2_000L * 16, 2_340L * 16);
  }

  @Test
  void softSyllablesAreSpeech() {
    speech(600);
    far(300);
    speech(600);
    assertThat(events).containsExactly(new Event.SpeechStarted(0));
  }

  @Test
  void aVoiceFarQuieterThanTheLastUsersBeginsNothing() {
    session.expect(-8);
    far(5_000);
    assertThat(events).isEmpty();
    speech(300);
    assertThat(events).first().isInstanceOf(Event.SpeechStarted.class);
  }

  @Test
  void aUserWhoIsForgottenMeanwhileKeepsNobodyOut() {
    session.expect(-8);
    far(1_000);
    session.expect(Double.NEGATIVE_INFINITY);
    far(300);
    assertThat(events).hasSize(1).first().isInstanceOf(Event.SpeechStarted.class);
  }

  @Test
  void aDeepVoiceFarAwayIsNoNearer() {
    session.expect(-8);
    short[] deep = new short[2_000 * 16];
    for (int i = 0; i < deep.length; i++) {
      // 18 dB below, on a fundamental of 100 Hz as loud as the user.
      deep[i] =
          (short) (1_001 + (i % 2 == 0 ? 900 : -900) + 9_000 * Math.sin(2 * Math.PI * i / 160.0));
    }
    events.addAll(session.accept(AudioChunk.of(16_000, deep)));
    assertThat(events).isEmpty();
  }

  @Test
  void withoutTheNearFieldEveryVoiceCounts() {
    try (EndpointSession every =
        new VoiceEndpointDetector(
                new LoudIsSpeech(),
                EndpointSettings.defaults().withNearField(0),
                CompletenessRules.english())
            .start()) {
      every.expect(0);
      assertThat(every.accept(alternating(300, 1_100))).hasSize(1);
      assertThat(every.accept(alternating(600, 20_000))).isEmpty();
      assertThat(every.accept(alternating(3_000, 1_100))).isEmpty();
    }
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
      fresh.accept(alternating(600, 8_000));
      fresh.hear(new Transcript.Partial(words));
      for (int silence = 20; silence < 3_000; silence += 20) {
        if (fresh.accept(alternating(20, 0)).stream()
            .anyMatch(Event.SpeechEnded.class::isInstance)) {
          return silence;
        }
      }
    }
    throw new AssertionError("never ended");
  }

  private void speech(int milliseconds) {
    events.addAll(session.accept(alternating(milliseconds, 8_000)));
  }

  /** A voice 17 dB below. */
  private void far(int milliseconds) {
    events.addAll(session.accept(alternating(milliseconds, 1_100)));
  }

  private static AudioChunk alternating(int milliseconds, int level) {
    short[] samples = new short[milliseconds * 16];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (i % 2 == 0 ? level : -level);
    }
    return AudioChunk.of(16_000, samples);
  }

  private void silence(int milliseconds) {
    events.addAll(session.accept(alternating(milliseconds, 0)));
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

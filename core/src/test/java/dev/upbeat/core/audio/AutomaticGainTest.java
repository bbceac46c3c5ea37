package dev.upbeat.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutomaticGainTest {
  private static final int FRAME = 320;

  private final AutomaticGain gain = new AutomaticGain();
  private final Random random = new Random(4);

  @ParameterizedTest
  @ValueSource(doubles = {-50, -45, -38, -30})
  void quietSpeechReachesTheRecognizerAtAGoodLevel(double level) {
    hear(-80, 100);
    hear(level, 8);
    gain.speechStarted();
    gain.forRecognizer(sound(level));

    assertThat(decibels(gain.forRecognizer(sound(level)))).isCloseTo(-20, within(2.5));
    assertThat(gain.speechLevel().orElseThrow()).isCloseTo(level, within(1.5));
  }

  @Test
  void speechThatIsLoudEnoughIsLeftAlone() {
    hear(-60, 100);
    hear(-18, 8);
    gain.speechStarted();
    AudioChunk frame = sound(-18);

    assertThat(gain.forRecognizer(frame)).isSameAs(frame);
    assertThat(gain.forDetector(frame)).isSameAs(frame);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-90, -70, -60, -50, -30, -20})
  void aRoomInWhichNobodySpokeStaysQuiet(double level) {
    AudioChunk last = hear(level, 300);

    assertThat(decibels(last)).isLessThan(Math.max(level + 1, -56));
  }

  @Test
  void theNextWordsOfAQuietSpeakerReachTheDetectorAmplified() {
    hear(-80, 100);
    hear(-45, 8);
    gain.speechStarted();
    gain.utteranceEnded();
    gain.listen();
    hear(-80, 50);

    assertThat(decibels(gain.forDetector(sound(-45)))).isCloseTo(-20, within(2.5));
    assertThat(gain.expectedLevel().orElseThrow()).isCloseTo(-20, within(2.5));
  }

  @Test
  void oneQuietUtteranceMakesNoQuietUser() {
    utterance(-20);
    utterance(-36);
    // As the detector gets it, which is amplified by 16 dB by now.
    assertThat(gain.expectedLevel().orElseThrow()).isCloseTo(-10, within(2.5));
    utterance(-36);
    utterance(-36);
    assertThat(gain.expectedLevel().orElseThrow()).isCloseTo(-20, within(2.5));
  }

  private void utterance(double level) {
    gain.listen();
    hear(-70, 60);
    hear(level, 8);
    gain.speechStarted();
    hear(level, 50);
    gain.utteranceEnded();
  }

  @Test
  void aSpeakerIsForgottenAfterAMinute() {
    hear(-45, 8);
    gain.speechStarted();
    gain.utteranceEnded();
    gain.listen();
    hear(-70, 3_001);

    assertThat(gain.expectedLevel()).isEmpty();
  }

  @Test
  void loudSoundBehindQuietIsNotClipped() {
    hear(-90, 100);
    hear(-50, 8);
    gain.speechStarted();
    gain.forRecognizer(sound(-50));

    for (AudioChunk heard :
        new AudioChunk[] {gain.forRecognizer(tone(0.6)), gain.forDetector(tone(0.6))}) {
      for (int i = 30; i < FRAME; i++) {
        assertThat(Math.abs(heard.sample(i))).isLessThan((short) 23_300);
      }
    }
  }

  @Test
  void humIsNoMeasureOfSpeech() {
    for (int i = 0; i < 100; i++) {
      gain.forDetector(hum(i, -60));
    }
    for (int i = 100; i < 108; i++) {
      gain.forDetector(hum(i, -45));
    }
    gain.speechStarted();

    assertThat(gain.speechLevel().orElseThrow()).isCloseTo(-45, within(2.0));
  }

  private AudioChunk hear(double level, int frames) {
    AudioChunk last = sound(level);
    for (int i = 0; i < frames; i++) {
      last = gain.forDetector(sound(level));
    }
    return last;
  }

  private AudioChunk sound(double level) {
    short[] samples = new short[FRAME];
    for (int i = 0; i < FRAME; i++) {
      samples[i] = (short) Math.round(random.nextGaussian() * 32_768 * Math.pow(10, level / 20));
    }
    return AudioChunk.of(16_000, samples);
  }

  private static AudioChunk tone(double amplitude) {
    short[] samples = new short[FRAME];
    for (int i = 0; i < FRAME; i++) {
      samples[i] = (short) (amplitude * 32_767 * Math.sin(i * 0.4));
    }
    return AudioChunk.of(16_000, samples);
  }

  /** Noise in the hum of a 50 Hz mains at −30 dB. */
  private AudioChunk hum(int frame, double level) {
    short[] samples = sound(level).toArray();
    for (int i = 0; i < FRAME; i++) {
      double phase = 2 * Math.PI * 50 * (frame * FRAME + i) / 16_000;
      samples[i] += (short) (1_465 * Math.sin(phase));
    }
    return AudioChunk.of(16_000, samples);
  }

  private static double decibels(AudioChunk chunk) {
    return 20 * Math.log10(chunk.rootMeanSquare() + 1e-9);
  }
}

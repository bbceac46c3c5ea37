package dev.upbeat.speech.endpoint;

import dev.upbeat.core.audio.SpeechLevel;
import java.util.Arrays;

/**
 * Tells the user's voice from others that are further away, by loudness alone: near is what comes
 * close to the user's own level, which is that of this utterance or, before it, of the last.
 *
 * <p>The level is the loudest of the last third of a second, so that soft syllables and the gaps
 * between words are no end. Used by one thread.
 */
final class NearField {
  private static final int HELD_SAMPLES = VoiceActivityModel.SAMPLE_RATE * 32 / 100;
  private static final double ATTACK = 0.4;

  /** Who asks again may have stepped back or turned away since. */
  private static final double BEFORE_SPEECH = 3;

  private final double margin;
  private final SpeechLevel meter = new SpeechLevel();
  private final double[] recent;
  private int next;

  /** In dB of full scale; −∞ where it isn't known. */
  private double own = Double.NEGATIVE_INFINITY;

  private boolean speaking;

  /**
   * @param margin in dB; 0 lets everything be near
   */
  NearField(double margin, int windowSamples) {
    this.margin = margin;
    this.recent = new double[Math.max(1, HELD_SAMPLES / windowSamples)];
    Arrays.fill(recent, Double.NEGATIVE_INFINITY);
  }

  /** Before speech; −∞ where nobody is known. */
  void expect(double speechLevel) {
    if (!speaking) {
      own = speechLevel;
    }
  }

  /** From now on the utterance's own level counts. */
  void speechStarted() {
    speaking = true;
    own = held();
  }

  boolean isNear(short[] window) {
    recent[next] = level(window);
    next = (next + 1) % recent.length;
    double level = held();
    if (speaking && level > own) {
      own += ATTACK * (level - own);
    }
    return margin == 0 || level >= own - margin - (speaking ? 0 : BEFORE_SPEECH);
  }

  private double held() {
    return Arrays.stream(recent).max().orElseThrow();
  }

  private double level(short[] window) {
    for (short sample : window) {
      meter.add(sample);
    }
    return meter.take();
  }
}

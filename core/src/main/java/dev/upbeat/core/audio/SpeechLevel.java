package dev.upbeat.core.audio;

/**
 * The level of what may be speech, in dB of full scale: root mean square without hum, rumble and
 * the fundamental of a deep voice, which differ by 10 dB between equally loud people. Levels that
 * are compared have to come from here. Used by one thread.
 */
public final class SpeechLevel {
  /** About 200 Hz at 16 kHz. */
  private static final double HIGH_PASS = 0.93;

  private double previous;
  private double once;
  private double twice;
  private double sum;
  private int samples;

  /** The next sample of the stream. */
  public void add(short sample) {
    double before = once;
    once = HIGH_PASS * (once + sample - previous);
    twice = HIGH_PASS * (twice + once - before);
    previous = sample;
    sum += twice * twice;
    samples++;
  }

  /** The level of the samples since the last call; −120 dB for silence. */
  public double take() {
    double power = sum / Math.max(1, samples) / (32_768.0 * 32_768.0);
    sum = 0;
    samples = 0;
    return 10 * Math.log10(power + 1e-12);
  }
}

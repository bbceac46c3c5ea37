package dev.upbeat.speech.endpoint;

/** Whether a stretch of sound at 4 kHz repeats itself as a voice does. */
final class Pitch {
  /** In Hz. */
  static final int RATE = 4_000;

  private static final int SHORTEST_PERIOD = RATE / 400;
  private static final int LONGEST_PERIOD = RATE / 70;

  private Pitch() {}

  /** The largest normalized autocorrelation at periods of 70 to 400 Hz, −1…1. */
  static double strength(double[] samples) {
    double best = -1;
    for (int period = SHORTEST_PERIOD; period <= LONGEST_PERIOD; period++) {
      double product = 0;
      double left = 1;
      double right = 1;
      for (int i = 0; i + period < samples.length; i++) {
        product += samples[i] * samples[i + period];
        left += samples[i] * samples[i];
        right += samples[i + period] * samples[i + period];
      }
      best = Math.max(best, product / Math.sqrt(left * right));
    }
    return best;
  }
}

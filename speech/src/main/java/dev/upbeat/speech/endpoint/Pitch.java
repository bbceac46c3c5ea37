package dev.upbeat.speech.endpoint;

/** Whether a stretch of 16 kHz sound repeats itself as a voice does. */
final class Pitch {
  private static final int DECIMATION = 4;
  private static final int RATE = VoiceActivityModel.SAMPLE_RATE / DECIMATION;
  private static final int SHORTEST_PERIOD = RATE / 400;
  private static final int LONGEST_PERIOD = RATE / 70;

  private Pitch() {}

  /** The largest normalized autocorrelation at periods of 70 to 400 Hz, −1…1. */
  static double strength(double[] samples) {
    double[] low = decimate(samples);
    double best = -1;
    for (int period = SHORTEST_PERIOD; period <= LONGEST_PERIOD; period++) {
      double product = 0;
      double left = 1;
      double right = 1;
      for (int i = 0; i + period < low.length; i++) {
        product += low[i] * low[i + period];
        left += low[i] * low[i];
        right += low[i + period] * low[i + period];
      }
      best = Math.max(best, product / Math.sqrt(left * right));
    }
    return best;
  }

  private static double[] decimate(double[] samples) {
    double[] low = new double[samples.length / DECIMATION];
    double mean = 0;
    for (int i = 0; i < low.length; i++) {
      for (int j = 0; j < DECIMATION; j++) {
        low[i] += samples[DECIMATION * i + j];
      }
      mean += low[i] / low.length;
    }
    for (int i = 0; i < low.length; i++) {
      low[i] -= mean;
    }
    return low;
  }
}

package dev.upbeat.speech.marytts;

import java.util.Arrays;

/** The pitch of a voice by autocorrelation, well enough to tell a fall from a level tone. */
final class PitchTracker {
  private static final double LOWEST = 70;
  private static final double HIGHEST = 350;
  private static final double WINDOW_SECONDS = 0.04;

  private PitchTracker() {}

  /** The median pitch of a stretch in Hz; NaN if nothing in it is voiced. */
  static double median(short[] samples, int rate, int from, int to) {
    int window = (int) (rate * WINDOW_SECONDS);
    int step = rate / 200;
    double[] voiced = new double[Math.max(0, (to - from) / step + 1)];
    int count = 0;
    for (int at = Math.max(0, from); at + window < Math.min(to, samples.length); at += step) {
      double pitch = pitch(samples, rate, at, window);
      if (pitch > 0) {
        voiced[count++] = pitch;
      }
    }
    Arrays.sort(voiced, 0, count);
    return count == 0 ? Double.NaN : voiced[count / 2];
  }

  private static double pitch(short[] samples, int rate, int at, int window) {
    double best = 0;
    int bestLag = 0;
    for (int lag = (int) (rate / HIGHEST); lag <= rate / LOWEST && lag < window; lag++) {
      double product = 0;
      double first = 0;
      double second = 0;
      for (int i = at; i < at + window - lag; i++) {
        product += (double) samples[i] * samples[i + lag];
        first += (double) samples[i] * samples[i];
        second += (double) samples[i + lag] * samples[i + lag];
      }
      double correlation = product / Math.sqrt(first * second + 1);
      if (correlation > best * 1.02) {
        best = correlation;
        bestLag = lag;
      }
    }
    return best > 0.6 ? (double) rate / bestLag : 0;
  }
}

package dev.upbeat.speech.marytts.engine;

/**
 * Arithmetic on mel-cepstra: to filter coefficients and back, and the formant-sharpening
 * postfilter.
 */
final class MelCepstrum {
  private static final int IMPULSE_RESPONSE = 96;

  private final double alpha;
  private final double beta;
  private final double[] coefficients;
  private final double[] warped = new double[IMPULSE_RESPONSE];
  private final double[] previous = new double[IMPULSE_RESPONSE];
  private final double[] response = new double[IMPULSE_RESPONSE];

  /**
   * @param length coefficients in a cepstrum, the gain included
   * @param alpha frequency warping, 0…1
   * @param beta how much to sharpen formants, 0 for not at all
   */
  MelCepstrum(int length, double alpha, double beta) {
    this.alpha = alpha;
    this.beta = beta;
    this.coefficients = new double[length];
  }

  /** The coefficients of the MLSA filter for a cepstrum, sharpened; the array is reused. */
  double[] toFilter(double[] cepstrum) {
    convert(cepstrum, coefficients);
    if (beta > 0 && cepstrum.length > 2) {
      sharpen(cepstrum);
    }
    return coefficients;
  }

  private void convert(double[] cepstrum, double[] b) {
    int last = cepstrum.length - 1;
    b[last] = cepstrum[last];
    for (int i = last - 1; i >= 0; i--) {
      b[i] = cepstrum[i] - alpha * b[i + 1];
    }
  }

  /** Raises the higher coefficients and takes the gain back, so that loudness stays. */
  private void sharpen(double[] cepstrum) {
    double[] b = coefficients;
    double before = energy(b);
    b[1] -= beta * alpha * cepstrum[2];
    for (int i = 2; i < b.length - 1; i++) {
      b[i] *= 1 + beta;
    }
    b[0] += Math.log(before / energy(b)) / 2;
  }

  private double energy(double[] b) {
    double[] cepstrum = new double[b.length];
    int last = b.length - 1;
    cepstrum[last] = b[last];
    for (int i = last - 1; i >= 0; i--) {
      cepstrum[i] = b[i] + alpha * b[i + 1];
    }
    unwarp(cepstrum);
    impulseResponse();
    double energy = 0;
    for (double h : response) {
      energy += h * h;
    }
    return energy;
  }

  /** The cepstrum on the linear frequency scale, into {@link #warped} (Oppenheim's recursion). */
  private void unwarp(double[] cepstrum) {
    double a = -alpha;
    double direct = 1 - a * a;
    java.util.Arrays.fill(warped, 0);
    for (int i = cepstrum.length - 1; i >= 0; i--) {
      System.arraycopy(warped, 0, previous, 0, warped.length);
      warped[0] = cepstrum[i] + a * previous[0];
      warped[1] = direct * previous[0] + a * previous[1];
      for (int j = 2; j < warped.length; j++) {
        warped[j] = previous[j - 1] + a * (previous[j] - warped[j - 1]);
      }
    }
  }

  private void impulseResponse() {
    response[0] = Math.exp(warped[0]);
    for (int n = 1; n < response.length; n++) {
      double sum = 0;
      for (int k = 1; k <= n; k++) {
        sum += k * warped[k] * response[n - k];
      }
      response[n] = sum / n;
    }
  }
}

package dev.upbeat.core.audio;

/**
 * The filter of a {@link Resampler}: for each position between two input samples, one row of taps.
 *
 * <p>Where the ratio of the rates is simple there is a row for every position that occurs; where it
 * is not (44,100 to 47,999 Hz), rows are laid {@value #ROWS_PER_PERIOD} to a period of the lower
 * rate and interpolated, which errs by less than −100 dB. Immutable.
 */
final class ResamplerFilter {
  /** Where the pass band ends, as a share of half the lower rate. */
  private static final double PASS_BAND = 0.90;

  private static final double STOP_BAND_DECIBEL = 80;
  private static final int ROWS_PER_PERIOD = 512;
  private static final int MOST_EXACT_COEFFICIENTS = 1 << 17;

  private final int up;
  private final int down;
  private final int taps;
  private final int rows;
  private final float[] coefficients;

  private ResamplerFilter(int up, int down, int taps, int rows, float[] coefficients) {
    this.up = up;
    this.down = down;
    this.taps = taps;
    this.rows = rows;
    this.coefficients = coefficients;
  }

  static ResamplerFilter between(int inputRate, int outputRate) {
    int divisor = greatestCommonDivisor(inputRate, outputRate);
    int up = outputRate / divisor;
    int down = inputRate / divisor;
    double scale = Math.min(1.0, (double) outputRate / inputRate);
    // Kaiser's formula for the length; widths in cycles per sample of the lower rate.
    double transition = (1 - PASS_BAND) / 2;
    double periods = (STOP_BAND_DECIBEL - 8) / (2.285 * 2 * Math.PI * transition);
    int half = (int) Math.ceil(periods / 2 / scale);
    int taps = roundUpToFour(2 * half);
    boolean exact = (long) up * taps <= MOST_EXACT_COEFFICIENTS;
    int rows = exact ? up : Math.max(1, (int) Math.ceil(ROWS_PER_PERIOD * scale));
    // One row more than positions: the interpolation's right neighbour.
    float[] coefficients = new float[(rows + 1) * taps];
    for (int row = 0; row <= rows; row++) {
      fillRow(coefficients, row * taps, taps, (double) row / rows, scale);
    }
    return new ResamplerFilter(up, down, taps, rows, coefficients);
  }

  /** Output samples in a period of the ratio. */
  int up() {
    return up;
  }

  /** Input samples in a period of the ratio. */
  int down() {
    return down;
  }

  /** Input samples one output sample is made of; a multiple of four. */
  int taps() {
    return taps;
  }

  /** One output sample, {@code phase / up} input samples behind the middle of the taps. */
  float apply(float[] input, int start, int phase) {
    if (rows == up) {
      return dot(input, start, phase * taps);
    }
    double position = (double) phase * rows / up;
    int row = (int) position;
    float share = (float) (position - row);
    float left = dot(input, start, row * taps);
    float right = dot(input, start, (row + 1) * taps);
    return left + share * (right - left);
  }

  /** Four sums side by side: the virtual machine may not reorder a single one. */
  private float dot(float[] input, int start, int offset) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int i = 0; i < taps; i += 4) {
      a += input[start + i] * coefficients[offset + i];
      b += input[start + i + 1] * coefficients[offset + i + 1];
      c += input[start + i + 2] * coefficients[offset + i + 2];
      d += input[start + i + 3] * coefficients[offset + i + 3];
    }
    return (a + b) + (c + d);
  }

  private static void fillRow(float[] target, int at, int taps, double shift, double scale) {
    int half = taps / 2;
    double beta = 0.1102 * (STOP_BAND_DECIBEL - 8.7);
    double cutoff = (1 + PASS_BAND) / 2 * scale;
    double[] row = new double[taps];
    double sum = 0;
    for (int i = 0; i < taps; i++) {
      double distance = shift + half - 1 - i;
      double relative = distance / half;
      double window =
          Math.abs(relative) >= 1
              ? 0
              : bessel(beta * Math.sqrt(1 - relative * relative)) / bessel(beta);
      row[i] = sinc(cutoff * distance) * window;
      sum += row[i];
    }
    // Every row passes a constant unchanged: no hum from the rows' differing sums.
    for (int i = 0; i < taps; i++) {
      target[at + i] = (float) (row[i] / sum);
    }
  }

  private static double sinc(double x) {
    return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  /** The modified Bessel function of the first kind, order 0, by its power series. */
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > sum * 1e-12; k++) {
      double factor = x / (2 * k);
      term *= factor * factor;
      sum += term;
    }
    return sum;
  }

  private static int roundUpToFour(int value) {
    return (value + 3) / 4 * 4;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}

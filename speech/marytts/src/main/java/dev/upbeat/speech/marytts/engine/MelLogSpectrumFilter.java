package dev.upbeat.speech.marytts.engine;

/**
 * The mel log spectrum approximation (MLSA) filter: gives an excitation the spectral envelope that
 * a mel-cepstrum describes.
 *
 * <p>exp F(z) is approximated by a fifth-order modified Padé fraction, once for the first
 * coefficient and once for the rest (S. Imai, "Cepstral analysis synthesis on the mel frequency
 * scale", ICASSP 1983). The five sections are computed side by side, tap by tap: they don't depend
 * on each other within a sample, and a processor does them in the time of one. Holds the filter's
 * memory; not thread-safe.
 */
final class MelLogSpectrumFilter {
  private static final int SECTIONS = 5;
  private static final double PADE_1 = 0.4999391;
  private static final double PADE_2 = 0.1107098;
  private static final double PADE_3 = 0.01369984;
  private static final double PADE_4 = 9.564853e-4;
  private static final double PADE_5 = 3.041721e-5;
  private static final double[] PADE = {1, PADE_1, PADE_2, PADE_3, PADE_4, PADE_5};

  private final int order;
  private final double alpha;
  private final double direct;
  private final double[] firstDelay = new double[SECTIONS + 1];
  private final double[] firstOut = new double[SECTIONS + 1];

  /** Tap-major: the five sections of tap i stand at {@code i * SECTIONS}. */
  private final double[] delay;

  private double input;
  private double out1;
  private double out2;
  private double out3;
  private double out4;

  /**
   * @param order of the mel-cepstrum, without the gain
   * @param alpha frequency warping, 0…1
   */
  MelLogSpectrumFilter(int order, double alpha) {
    this.order = order;
    this.alpha = alpha;
    this.direct = 1 - alpha * alpha;
    this.delay = new double[(order + 2) * SECTIONS];
  }

  /**
   * Filters one sample; {@code b} are the filter's coefficients, of which the gain b[0] is not
   * used.
   */
  double filter(double x, double[] b) {
    return rest(first(x, b[1]), b);
  }

  private double first(double x, double b1) {
    double fed = x;
    double out = 0;
    for (int i = SECTIONS; i > 0; i--) {
      firstDelay[i] = direct * firstOut[i - 1] + alpha * firstDelay[i];
      firstOut[i] = firstDelay[i] * b1;
      double weighted = firstOut[i] * PADE[i];
      fed += (i & 1) == 1 ? weighted : -weighted;
      out += weighted;
    }
    firstOut[0] = fed;
    return fed + out;
  }

  private double rest(double x, double[] b) {
    double[] d = delay;
    double a = alpha;
    double p0 = direct * input + a * d[0];
    double p1 = direct * out1 + a * d[1];
    double p2 = direct * out2 + a * d[2];
    double p3 = direct * out3 + a * d[3];
    double p4 = direct * out4 + a * d[4];
    d[0] = p0;
    d[1] = p1;
    d[2] = p2;
    d[3] = p3;
    d[4] = p4;
    double c0 = d[5];
    double c1 = d[6];
    double c2 = d[7];
    double c3 = d[8];
    double c4 = d[9];
    d[5] = p0;
    d[6] = p1;
    d[7] = p2;
    d[8] = p3;
    d[9] = p4;
    double y0 = 0;
    double y1 = 0;
    double y2 = 0;
    double y3 = 0;
    double y4 = 0;
    for (int tap = 2, at = 2 * SECTIONS; tap <= order; tap++, at += SECTIONS) {
      double weight = b[tap];
      double n0 = d[at];
      double n1 = d[at + 1];
      double n2 = d[at + 2];
      double n3 = d[at + 3];
      double n4 = d[at + 4];
      p0 = c0 + a * (n0 - p0);
      p1 = c1 + a * (n1 - p1);
      p2 = c2 + a * (n2 - p2);
      p3 = c3 + a * (n3 - p3);
      p4 = c4 + a * (n4 - p4);
      y0 += p0 * weight;
      y1 += p1 * weight;
      y2 += p2 * weight;
      y3 += p3 * weight;
      y4 += p4 * weight;
      d[at] = p0;
      d[at + 1] = p1;
      d[at + 2] = p2;
      d[at + 3] = p3;
      d[at + 4] = p4;
      c0 = n0;
      c1 = n1;
      c2 = n2;
      c3 = n3;
      c4 = n4;
    }
    double odd = y0 * PADE_1 + y2 * PADE_3 + y4 * PADE_5;
    double even = y1 * PADE_2 + y3 * PADE_4;
    input = x + odd - even;
    out1 = y0;
    out2 = y1;
    out3 = y2;
    out4 = y3;
    return input + odd + even;
  }
}

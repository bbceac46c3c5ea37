package dev.upbeat.models.decode;

/**
 * e to the x for x ≤ 0, to a relative error of 1e-6: ten times as fast as {@link Math#exp}, which
 * for a vocabulary of 12,288 would take as long as half a decoder step.
 */
final class FastExponential {
  private static final float LOG2_E = 1.442695f;

  private FastExponential() {}

  static float of(float x) {
    if (x < -87) {
      return 0;
    }
    float scaled = x * LOG2_E;
    // Two to the whole part goes into the exponent bits, two to the rest is a polynomial.
    int whole = (int) (scaled - 0.5f);
    float rest = (x - whole * 0.693145752f - whole * 1.42860677e-6f);
    float power =
        1
            + rest
                * (1
                    + rest
                        * (0.5f
                            + rest
                                * (0.16666667f
                                    + rest
                                        * (0.041666668f
                                            + rest * (0.008333334f + rest * 0.0013888889f)))));
    return power * Float.intBitsToFloat((whole + 127) << 23);
  }
}

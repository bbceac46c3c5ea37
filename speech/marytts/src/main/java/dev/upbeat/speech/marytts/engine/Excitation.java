package dev.upbeat.speech.marytts.engine;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The sound of the vocal folds: pulses at the pitch and noise, mixed band by band. Frame by frame,
 * in order; holds the last frame's tail. Not thread-safe.
 */
final class Excitation {
  private final RandomGenerator random;
  private final double[][] bandFilters;
  private final int frame;
  private final int taps;
  private final double[] noise;
  private final double[] pulses;
  private final double[] noiseFilter;
  private final double[] pulseFilter;
  private double period = -1;
  private double phase;

  /**
   * @param bandFilters impulse responses, bands × taps
   * @param frame samples in a frame
   */
  Excitation(RandomGenerator random, double[][] bandFilters, int frame) {
    this.random = random;
    this.bandFilters = bandFilters;
    this.frame = frame;
    this.taps = bandFilters[0].length;
    this.noise = new double[taps - 1 + frame];
    this.pulses = new double[taps - 1 + frame];
    this.noiseFilter = new double[taps];
    this.pulseFilter = new double[taps];
  }

  /**
   * The next frame.
   *
   * @param target samples a period at the frame's end, 0 if unvoiced
   * @param voicing strength of the pulses in each band, 0…1
   * @param out receives the frame
   */
  void next(double target, double[] voicing, double[] out) {
    System.arraycopy(noise, frame, noise, 0, taps - 1);
    System.arraycopy(pulses, frame, pulses, 0, taps - 1);
    fillSources(target);
    mixFilters(voicing);
    Arrays.fill(out, 0, frame, 0);
    for (int tap = 0; tap < taps; tap++) {
      addScaled(out, noise, taps - 1 - tap, noiseFilter[tap], frame);
    }
    for (int i = 0; i < pulses.length; i++) {
      if (pulses[i] != 0) {
        addPulse(out, i - (taps - 1), pulses[i]);
      }
    }
  }

  private void fillSources(double target) {
    if (period < 0) {
      period = target;
      phase = period;
    }
    boolean gliding = period != 0 && target != 0;
    double step = gliding ? (target - period) / frame : 0;
    if (!gliding) {
      phase = target;
      period = 0;
    }
    for (int i = taps - 1; i < noise.length; i++) {
      noise[i] = random.nextBoolean() ? 1 : -1;
      pulses[i] = 0;
      if (period != 0) {
        phase++;
        if (phase >= period) {
          pulses[i] = Math.sqrt(period);
          phase -= period;
        }
        period += step;
      }
    }
    period = target;
  }

  private void mixFilters(double[] voicing) {
    Arrays.fill(pulseFilter, 0);
    Arrays.fill(noiseFilter, 0);
    for (int band = 0; band < bandFilters.length; band++) {
      addScaled(pulseFilter, bandFilters[band], 0, voicing[band], taps);
      addScaled(noiseFilter, bandFilters[band], 0, 1 - voicing[band], taps);
    }
  }

  private void addPulse(double[] out, int at, double height) {
    int from = Math.max(0, -at);
    int to = Math.min(taps, frame - at);
    for (int tap = from; tap < to; tap++) {
      out[at + tap] += height * pulseFilter[tap];
    }
  }

  /** A loop the just-in-time compiler turns into vector instructions. */
  private static void addScaled(double[] to, double[] from, int offset, double by, int length) {
    for (int i = 0; i < length; i++) {
      to[i] += by * from[offset + i];
    }
  }
}

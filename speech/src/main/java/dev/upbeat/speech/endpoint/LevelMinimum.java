package dev.upbeat.speech.endpoint;

import java.util.Arrays;

/**
 * The lowest smoothed level of the last three seconds or so, in dB: the room without the speaker.
 */
final class LevelMinimum {
  private static final int BLOCKS = 6;
  private static final int WINDOWS_IN_A_BLOCK = 25;
  private static final double SMOOTHING = 0.7;

  /** A minimum of noise lies below its mean by about this much. */
  private static final double BIAS_DB = 1.5;

  private final double[] blocks = new double[BLOCKS];
  private double smoothed;
  private double current = Double.POSITIVE_INFINITY;
  private int windows;
  private int block;

  LevelMinimum(double firstGuess) {
    Arrays.fill(blocks, firstGuess);
    smoothed = firstGuess;
  }

  /** Takes the level of one 20 ms window; returns the room's. */
  double next(double level) {
    smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * level;
    current = Math.min(current, smoothed);
    if (++windows == WINDOWS_IN_A_BLOCK) {
      blocks[block] = current;
      block = (block + 1) % BLOCKS;
      windows = 0;
      current = Double.POSITIVE_INFINITY;
    }
    return Math.min(current, Arrays.stream(blocks).min().orElseThrow()) + BIAS_DB;
  }
}

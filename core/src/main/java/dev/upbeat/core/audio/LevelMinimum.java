package dev.upbeat.core.audio;

import java.util.Arrays;

/**
 * The lowest smoothed level of the last three seconds or so, in dB: the room without the speaker
 * (minimum statistics, R. Martin, 2001). Used by one thread.
 */
public final class LevelMinimum {
  private static final int BLOCKS = 6;
  private static final int WINDOWS_IN_A_BLOCK = 25;
  private static final double SMOOTHING = 0.7;

  /** A minimum of noise lies below its mean by about this much. */
  private static final double BIAS_DB = 1.5;

  /** A shorter time may hold nothing but the start of a word. */
  private static final int WINDOWS_TO_BELIEVE = 10;

  private final double firstGuess;
  private final double[] blocks = new double[BLOCKS];
  private double smoothed;
  private double current = Double.POSITIVE_INFINITY;
  private long heard;
  private int block;

  /**
   * @param firstGuess what to take for the room's level, in dB, until some was heard
   */
  public LevelMinimum(double firstGuess) {
    this.firstGuess = firstGuess;
    Arrays.fill(blocks, Double.POSITIVE_INFINITY);
  }

  /** Takes the level of one 20 ms window; returns the room's. */
  public double next(double level) {
    smoothed = heard == 0 ? level : SMOOTHING * smoothed + (1 - SMOOTHING) * level;
    current = Math.min(current, smoothed);
    double lowest = Math.min(current, Arrays.stream(blocks).min().orElseThrow()) + BIAS_DB;
    heard++;
    if (heard % WINDOWS_IN_A_BLOCK == 0) {
      blocks[block] = current;
      block = (block + 1) % BLOCKS;
      current = Double.POSITIVE_INFINITY;
    }
    return heard > WINDOWS_TO_BELIEVE ? lowest : Math.min(lowest, firstGuess);
  }
}

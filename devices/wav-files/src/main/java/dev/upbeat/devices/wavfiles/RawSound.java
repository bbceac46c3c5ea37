package dev.upbeat.devices.wavfiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Guesses whether bytes without a header are samples, for messages only: sound changes little from
 * one sample to the next, other data read in the same way doesn't.
 *
 * @param description for people
 * @param name as ffmpeg calls it
 */
record RawSound(String description, String name) {
  private static final int LOOKED_AT_BYTES = 65_536;
  private static final int LEAST_SAMPLES = 400;
  private static final double SMOOTH = 0.6;

  static Optional<RawSound> guess(FileChannel channel) throws IOException {
    // From the middle: many recordings begin with silence.
    long from = Math.max(0, channel.size() / 2 - LOOKED_AT_BYTES / 2) / 8 * 8;
    ByteBuffer little = FileKind.bytes(channel, from, LOOKED_AT_BYTES);
    little.order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer big = little.duplicate().order(ByteOrder.BIG_ENDIAN);
    int bytes = little.limit();
    double[] smoothness = {
      smoothness(bytes / 4, i -> decent(little.getFloat(4 * i))),
      smoothness(bytes / 2, i -> little.getShort(2 * i)),
      smoothness(bytes / 2, i -> big.getShort(2 * i)),
      smoothness(bytes, i -> (little.get(i) & 0xFF) - 128)
    };
    RawSound[] kinds = {
      new RawSound("32-bit floating point", "f32le"),
      new RawSound("16-bit little-endian", "s16le"),
      new RawSound("16-bit big-endian", "s16be"),
      new RawSound("8-bit", "u8")
    };
    int best = 0;
    for (int i = 1; i < kinds.length; i++) {
      best = smoothness[i] > smoothness[best] ? i : best;
    }
    return smoothness[best] > SMOOTH ? Optional.of(kinds[best]) : Optional.empty();
  }

  /** Integers read as floats give huge and tiny values. */
  private static double decent(float value) {
    return Float.isFinite(value) && Math.abs(value) < 100_000 ? value : Double.NaN;
  }

  /**
   * The correlation of each sample with the one two before it, which in stereo is of the same
   * channel; −1 where there are too few to tell or too many are no numbers.
   */
  private static double smoothness(int count, IntToDoubleFunction sample) {
    if (count < LEAST_SAMPLES) {
      return -1;
    }
    double mean = 0;
    int broken = 0;
    for (int i = 0; i < count; i++) {
      double value = sample.applyAsDouble(i);
      broken += Double.isNaN(value) ? 1 : 0;
      mean += Double.isNaN(value) ? 0 : value / count;
    }
    if (broken > count / 100) {
      return -1;
    }
    double product = 0;
    double square = 0;
    for (int i = 2; i < count; i++) {
      double value = sample.applyAsDouble(i) - mean;
      double before = sample.applyAsDouble(i - 2) - mean;
      if (!Double.isNaN(value + before)) {
        square += value * value;
        product += value * before;
      }
    }
    double correlation = product / square;
    return Double.isNaN(correlation) ? -1 : correlation;
  }
}

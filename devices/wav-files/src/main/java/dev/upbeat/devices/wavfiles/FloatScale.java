package dev.upbeat.devices.wavfiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Finds what full scale is in floating-point samples. It should be ±1, but programs that convert
 * integers without dividing them write ±32768, and mixes overshoot. A few wild samples change
 * nothing. Reads the first 64 MiB at most.
 */
final class FloatScale {
  private static final long MOST_BYTES = 64L << 20;
  private static final double[] INTEGER_SCALES = {32_768, 8_388_608, 2_147_483_648.0};

  /** No mix overshoots by more than 18 dB. */
  private static final double NO_OVERSHOOT = 8;

  /** Exponents below this are at most ±1. */
  private static final int ONE = 0;

  private static final int EXPONENTS = 128;
  private static final int SAMPLES_TO_BELIEVE = 100;
  private static final double PART_TO_BELIEVE = 0.0002;

  /** Samples beyond ±1, by the power of two they reach. */
  private final long[] byExponent = new long[EXPONENTS];

  private long samples;
  private long wholeNumbers;

  /** The value of full scale; 1 for all but floating-point encodings. */
  static double of(FileChannel channel, WavHeader header) throws IOException {
    WavFormat.Encoding encoding = header.format().encoding();
    if (encoding != WavFormat.Encoding.FLOAT_32 && encoding != WavFormat.Encoding.FLOAT_64) {
      return 1;
    }
    FloatScale scale = new FloatScale();
    long left = Math.min(header.dataLength(), MOST_BYTES);
    for (long at = header.dataStart(); left >= 8; ) {
      ByteBuffer block = FileKind.bytes(channel, at, (int) Math.min(left / 8 * 8, 65_536));
      block.order(ByteOrder.LITTLE_ENDIAN);
      int length = block.limit();
      if (length < 8) {
        break;
      }
      while (block.remaining() >= 8) {
        scale.add(encoding.read(block));
      }
      at += length;
      left -= length;
    }
    return scale.find();
  }

  private void add(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return;
    }
    samples++;
    wholeNumbers += value == Math.rint(value) ? 1 : 0;
    if (Math.abs(value) > 1) {
      byExponent[Math.min(EXPONENTS - 1, Math.getExponent(value))]++;
    }
  }

  private double find() {
    double few = Math.max(SAMPLES_TO_BELIEVE, samples * PART_TO_BELIEVE);
    long louder = 0;
    int exponent = EXPONENTS - 1;
    while (exponent >= ONE && louder + byExponent[exponent] < few) {
      louder += byExponent[exponent];
      exponent--;
    }
    if (exponent < ONE) {
      return 1;
    }
    double peak = Math.scalb(1.0, exponent + 1);
    boolean integers = wholeNumbers > 0.99 * samples;
    if (peak <= NO_OVERSHOOT && !integers) {
      return peak;
    }
    for (double scale : INTEGER_SCALES) {
      if (peak <= scale) {
        return scale;
      }
    }
    return peak;
  }
}

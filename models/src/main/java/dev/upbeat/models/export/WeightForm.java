package dev.upbeat.models.export;

import java.util.Locale;

/** The forms of weights a graph can be written in. What each costs and loses: decision 0003. */
public enum WeightForm {
  /** 32-bit floats: the reference. */
  FP32(32, 0),
  /** 8 bits with a scale for every block of input columns. */
  INT8(8, 64),
  /** 4 bits with a scale for every block of input columns, the embedding and the head in 8 bits. */
  INT4(4, 32);

  private final int bits;
  private final int blockSize;

  WeightForm(int bits, int blockSize) {
    this.bits = bits;
    this.blockSize = blockSize;
  }

  /** Bits of one weight of the decoder layers. */
  int bits() {
    return bits;
  }

  /** Number of neighbouring weights that share a scale. */
  int blockSize() {
    return blockSize;
  }

  /** As it stands in file names, options and reports: {@code fp32}, {@code int8}, {@code int4}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

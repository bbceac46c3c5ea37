package dev.upbeat.models.export;

import java.util.Locale;

/** The forms of weights a graph can be written in. What each costs and loses: decision 0003. */
public enum WeightForm {
  /** 32-bit floats: the reference. */
  FP32(0),
  /**
   * 8 bits with a scale for every 64 input columns; the head's best candidates are scored again
   * with 16-bit rows.
   */
  INT8(64);

  private final int blockSize;

  WeightForm(int blockSize) {
    this.blockSize = blockSize;
  }

  /** Number of neighbouring weights that share a scale; 0 if there are no scales. */
  int blockSize() {
    return blockSize;
  }

  /** As it stands in file names and reports: {@code fp32}, {@code int8}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

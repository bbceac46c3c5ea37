package dev.upbeat.models.export;

import java.util.Locale;

/** The forms of weights a graph can be written in. What each costs and loses: decision 0003. */
public enum WeightForm {
  /** 32-bit floats: the reference. */
  FP32,
  /**
   * 8 bits with a scale for every 64 to 256 input columns; the head in 4, its best candidates
   * scored again with 16-bit rows.
   */
  INT8;

  /** As it stands in file names and reports: {@code fp32}, {@code int8}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.upbeat.models.export;

import java.util.List;
import java.util.Locale;

/** The forms of weights a graph can be written in. What each costs and loses: decision 0003. */
public enum WeightForm {
  /** 32-bit floats: the reference. */
  FP32,
  /**
   * 8 bits with a scale for every 64 to 256 input columns, or for all of them; the head's best
   * candidates are scored again with 16-bit rows.
   */
  INT8;

  /** The graphs there are in this form. */
  public List<GraphUse> uses() {
    return this == INT8 ? List.of(GraphUse.values()) : List.of(GraphUse.TOKEN);
  }

  /** As it stands in file names and reports: {@code fp32}, {@code int8}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.upbeat.models.store;

import java.util.Locale;

/** Writes numbers of bytes for people, in decimal units as disks and networks are sold. */
public final class Sizes {
  private Sizes() {}

  /** Such as {@code 98.4 MB}. */
  public static String text(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    for (String unit : new String[] {"kB", "MB", "GB"}) {
      value /= 1000;
      if (value < 999.95 || unit.equals("GB")) {
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
      }
    }
    throw new AssertionError("unreachable");
  }
}

package dev.upbeat.core.spi;

/**
 * The version of this package, which a plugin's {@code plugin.requires} is compared with. While it
 * begins with 0, its second number changes when plugins must be built anew.
 */
public final class SpiVersion {
  private SpiVersion() {}

  /** Such as {@code 0.1.0}: a semantic version without a pre-release part. */
  public static String current() {
    return "0.1.0";
  }
}

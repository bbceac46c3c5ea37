package dev.upbeat.plugins.host;

/**
 * How much a zip may become when it is unpacked, against zip bombs.
 *
 * @param entries how many entries it may have
 * @param bytes how many bytes all of them together may take
 * @param ratio how many times its own size it may take; small zips may always take {@code
 *     freeBytes}
 * @param freeBytes below this the ratio is not looked at
 * @param descriptorBytes how long {@code plugin.properties} may be
 */
public record ArchiveLimits(
    int entries, long bytes, int ratio, long freeBytes, long descriptorBytes) {
  /** 20,000 entries, 1 GiB, 100 times its size, 16 MiB, 64 KiB. */
  public static final ArchiveLimits USUAL =
      new ArchiveLimits(20_000, 1L << 30, 100, 16L << 20, 64L << 10);

  long totalBytes(long zipBytes) {
    return Math.min(bytes, Math.max(freeBytes, zipBytes * ratio));
  }
}

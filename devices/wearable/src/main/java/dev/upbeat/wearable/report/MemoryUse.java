package dev.upbeat.wearable.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory a process takes, as Linux accounts it. */
public final class MemoryUse {
  private MemoryUse() {}

  /** A line such as {@code Memory of this process: 412 MB resident}. */
  public static String line(String label, long pid) {
    OptionalLong kilobytes = residentKilobytes(pid);
    return kilobytes.isPresent()
        ? label + ": " + kilobytes.getAsLong() / 1024 + " MB resident"
        : label + ": unknown on this system";
  }

  /** Resident set size; empty where there is no /proc. */
  public static OptionalLong residentKilobytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}

package dev.upbeat.devices.soundcard;

import dev.upbeat.core.UpbeatException;
import org.jspecify.annotations.Nullable;

/** What to say of a device that can't be used: what the system said, and what a person can do. */
final class DeviceProblems {
  private DeviceProblems() {}

  /** {@code device-unavailable}: it can't be opened. */
  static UpbeatException unavailable(String what, String said, @Nullable Throwable cause) {
    return new UpbeatException(
        "device-unavailable", true, what + ": " + sentence(said), remedy(said), cause);
  }

  /** {@code device-lost}: it was open and stopped working. The next use tries to open it again. */
  static UpbeatException lost(String what, String said, @Nullable Throwable cause) {
    return new UpbeatException(
        "device-lost", true, what + " stopped working: " + sentence(said), remedy(said), cause);
  }

  /** {@code device-unavailable}: the program that reaches it isn't there. */
  static UpbeatException programMissing(String program, Throwable cause) {
    return new UpbeatException(
        "device-unavailable",
        false,
        "The program '" + program + "' isn't installed.",
        "Install it: sudo apt-get install alsa-utils",
        cause);
  }

  static UpbeatException closed() {
    return new UpbeatException(
        "device-closed", false, "The sound card is closed.", "Open a new session.");
  }

  private static String remedy(String said) {
    if (said.contains("busy")) {
      return "Another program uses it: close that, or name another device (list them with: aplay"
          + " -L).";
    }
    if (said.contains("Permission denied") || said.contains("Operation not permitted")) {
      return "Join the group 'audio' and log in again: sudo usermod -aG audio $USER";
    }
    if (said.contains("non available") || said.contains("not supported")) {
      return "Let ALSA convert: write plughw:… instead of hw:… as the device's name.";
    }
    return "Check that it is plugged in and named right: arecord -l and aplay -l list the cards,"
        + " arecord -L and aplay -L the names for input-device and output-device.";
  }

  private static String sentence(String said) {
    String text = said.isBlank() ? "it says nothing" : said.strip();
    return text.endsWith(".") ? text : text + ".";
  }
}

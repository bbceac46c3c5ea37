package dev.upbeat.devices.wavfiles;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What to say of a recording that can't be heard: the path, what is there, and the remedy. */
final class InputProblems {
  private InputProblems() {}

  /** Refuses what isn't a readable file with something in it. */
  static void checkFile(Path path) {
    if (!Files.exists(path)) {
      throw error(
          "device-input-missing",
          "There is no file '" + path + "' (looked for " + path.toAbsolutePath().normalize() + ").",
          "Check the path.");
    }
    if (Files.isDirectory(path)) {
      throw error(
          "device-input-not-a-file",
          "'" + path + "' is a folder.",
          "Give the path of one WAV file in it.");
    }
    if (!Files.isRegularFile(path)) {
      throw error(
          "device-input-not-a-file",
          "'" + path + "' is a device or a pipe, not a file.",
          "Save the sound as a WAV file first, or use the device 'sound-card'.");
    }
    if (!Files.isReadable(path)) {
      throw error(
          "device-input-unreadable",
          "You may not read '" + path + "'.",
          "Give yourself the permission: chmod u+r " + quote(path));
    }
    try {
      if (Files.size(path) == 0) {
        throw empty(path, "a file of 0 bytes");
      }
    } catch (IOException failed) {
      throw unreadable(path, failed);
    }
  }

  static UpbeatException unreadable(Path path, IOException cause) {
    return new UpbeatException(
        "device-input-unreadable",
        false,
        "Cannot read '" + path + "': " + cause.getMessage() + ".",
        "Check the file, or record it anew.",
        cause);
  }

  static UpbeatException empty(Path path, String found) {
    return error(
        "device-input-empty",
        "'" + path + "' is " + found + ".",
        "Record it anew, or check the path.");
  }

  static UpbeatException damaged(Path path, String how) {
    return error(
        "device-input-damaged",
        "'" + path + "' is a damaged WAV file: " + how + ".",
        convert(path));
  }

  static UpbeatException unsupported(Path path, String what) {
    return error(
        "device-input-unsupported",
        "'" + path + "' is a WAV file with " + what + ", which Upbeat can't hear.",
        convert(path));
  }

  static UpbeatException unsupportedCodec(Path path, int tag, int bits) {
    String codec =
        switch (tag) {
          case WavFormat.PCM -> bits + "-bit integer samples";
          case WavFormat.FLOAT -> bits + "-bit floating-point samples";
          case 0x02 -> "Microsoft ADPCM inside";
          case 0x11 -> "IMA ADPCM inside";
          case 0x31 -> "GSM 06.10 inside";
          case 0x50, 0x55 -> "MPEG audio (MP3) inside";
          case 0xFF, 0x1600, 0x1610 -> "AAC inside";
          default -> String.format("an encoding numbered 0x%04X inside", tag);
        };
    return unsupported(path, codec);
  }

  /** Says what the first bytes look like. */
  static UpbeatException notWav(Path path, ByteBuffer head) {
    @Nullable String sound = FileKind.soundKind(head);
    if (sound != null) {
      return error(
          "device-input-not-wav", "'" + path + "' is " + sound + ", not WAV.", convert(path));
    }
    return error(
        "device-input-not-audio",
        "'" + path + "' isn't audio: it looks like " + FileKind.otherKind(head) + ".",
        "Give the path of a WAV recording.");
  }

  private static String convert(Path path) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    Path target = path.resolveSibling(stem + "-16k.wav");
    return "Convert it with: ffmpeg -i " + quote(path) + " -ac 1 -ar 16000 " + quote(target);
  }

  /** As a POSIX shell takes it. */
  private static String quote(Path path) {
    String text = path.toString();
    return text.matches("[\\w./+@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static UpbeatException error(String code, String message, String remedy) {
    return new UpbeatException(code, false, message, remedy);
  }
}

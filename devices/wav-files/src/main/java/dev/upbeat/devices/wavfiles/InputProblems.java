package dev.upbeat.devices.wavfiles;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

  /** Says what the bytes look like. */
  static UpbeatException notWav(Path path, FileChannel channel) throws IOException {
    @Nullable String sound = FileKind.soundKind(channel);
    if (sound != null) {
      return error(
          "device-input-not-wav", "'" + path + "' is " + sound + ", not WAV.", convert(path));
    }
    String other = FileKind.otherKind(channel);
    Optional<RawSound> raw = RawSound.guess(channel);
    if (raw.isPresent() && other.startsWith("data")) {
      return error(
          "device-input-not-wav",
          "'"
              + path
              + "' is sound without a header (raw PCM), "
              + raw.get().description()
              + " by the look of it; the rate isn't in it.",
          "Convert it, with the rate and channels it was recorded with: ffmpeg -f "
              + raw.get().name()
              + " -ar 16000 -ac 1 -i "
              + quote(path)
              + " "
              + quote(target(path)));
    }
    return error(
        "device-input-not-audio",
        "'" + path + "' isn't audio: it looks like " + other + ".",
        "Give the path of a WAV recording.");
  }

  private static String convert(Path path) {
    return "Convert it with: ffmpeg -i " + quote(path) + " -ac 1 -ar 16000 " + quote(target(path));
  }

  private static Path target(Path path) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return path.resolveSibling(stem + "-16k.wav");
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

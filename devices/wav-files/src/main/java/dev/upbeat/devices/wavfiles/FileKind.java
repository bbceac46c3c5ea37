package dev.upbeat.devices.wavfiles;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Guesses from its first bytes what a file that isn't WAV may be, for messages only. */
final class FileKind {
  private FileKind() {}

  /** The kind of sound file, with its article; null if it isn't one that is known. */
  static @Nullable String soundKind(ByteBuffer head) {
    String text = ISO_8859_1.decode(head.duplicate()).toString();
    if (text.startsWith("ID3") || isMpegFrame(head)) {
      return "an MP3 file";
    }
    if (text.startsWith("OggS")) {
      return text.contains("OpusHead") ? "an Ogg Opus file" : "an Ogg file";
    }
    if (text.startsWith("fLaC")) {
      return "a FLAC file";
    }
    if (text.startsWith("ftyp", 4)) {
      return "an MP4 (M4A, AAC) file";
    }
    if (text.startsWith("FORM") && text.startsWith("AIF", 8)) {
      return "an AIFF file";
    }
    if (text.startsWith(".snd")) {
      return "an AU file";
    }
    if (text.startsWith("caff")) {
      return "a Core Audio file";
    }
    if (text.startsWith("#!AMR")) {
      return "an AMR file";
    }
    if (text.startsWith("\u001AE\u00DF\u00A3")) {
      return "a WebM or Matroska file";
    }
    if (text.startsWith("RIFX")) {
      return "a big-endian (RIFX) file";
    }
    if (text.startsWith("riff.\u0091\u00CF\u0011")) {
      return "a Sony Wave64 file";
    }
    if (text.startsWith("RIFF") && text.startsWith("AVI ", 8)) {
      return "an AVI video";
    }
    return null;
  }

  /** What else it looks like, with its article. */
  static String otherKind(ByteBuffer head) {
    String text = ISO_8859_1.decode(head.duplicate()).toString();
    if (text.startsWith("\u0089PNG")
        || text.startsWith("\u00FF\u00D8\u00FF")
        || text.startsWith("GIF8")) {
      return "a picture";
    }
    if (text.startsWith("%PDF")) {
      return "a PDF document";
    }
    if (text.startsWith("PK\u0003\u0004") || text.startsWith("\u001F\u008B")) {
      return "an archive";
    }
    if (text.startsWith("\u007FELF")) {
      return "a program";
    }
    boolean readable =
        text.chars().allMatch(c -> (c >= 32 && c != 127) || c == '\n' || c == '\r' || c == '\t');
    return readable ? "text" : "data without a known header";
  }

  /** Eleven set bits, then a layer that exists. */
  private static boolean isMpegFrame(ByteBuffer head) {
    return head.limit() >= 4
        && head.get(0) == (byte) 0xFF
        && (head.get(1) & 0xE0) == 0xE0
        && (head.get(1) & 0x06) != 0
        && (head.get(2) & 0xF0) != 0xF0;
  }
}

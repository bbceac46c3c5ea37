package dev.upbeat.devices.wavfiles;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Guesses from its bytes what a file that isn't WAV may be, for messages only. */
final class FileKind {
  private static final int HEAD_BYTES = 64;
  private static final int ID3_HEADER_BYTES = 10;

  private FileKind() {}

  private static final int ANYWHERE = -1;

  /** Bytes at an offset that give a kind away. */
  private record Magic(int at, String bytes, String kind) {}

  private static final List<Magic> SOUNDS =
      List.of(
          new Magic(0, "fLaC", "a FLAC file"),
          new Magic(4, "ftyp3g", "a 3GP (phone) file"),
          new Magic(4, "ftypqt", "a QuickTime file"),
          new Magic(4, "ftyp", "an MP4 (M4A, AAC) file"),
          new Magic(8, "AIF", "an AIFF file"),
          new Magic(0, ".snd", "an AU file"),
          new Magic(0, "caff", "a Core Audio file"),
          new Magic(0, "#!AMR", "an AMR file"),
          new Magic(0, "\u001AE\u00DF\u00A3", "a WebM or Matroska file"),
          new Magic(0, "RIFX", "a big-endian (RIFX) file"),
          new Magic(0, "riff.\u0091\u00CF\u0011", "a Sony Wave64 file"),
          new Magic(8, "AVI ", "an AVI video"),
          new Magic(0, "0&\u00B2u\u008Ef\u00CF\u0011", "a Windows Media (WMA) file"),
          new Magic(0, "wvPK", "a WavPack file"),
          new Magic(0, "MAC ", "a Monkey's Audio file"),
          new Magic(0, "TTA1", "a True Audio file"),
          new Magic(0, "MPCK", "a Musepack file"),
          new Magic(0, "MP+", "a Musepack file"),
          new Magic(0, "DSD ", "a DSD file"),
          new Magic(0, "FLV\u0001", "a Flash video"),
          new Magic(0, "Creative Voice File", "a Creative Voice (VOC) file"),
          new Magic(0, "NIST_1A", "a NIST SPHERE file"));

  /** Of what is in an Ogg file. */
  private static final List<Magic> IN_OGG =
      List.of(
          new Magic(ANYWHERE, "OpusHead", "an Ogg Opus file"),
          new Magic(ANYWHERE, "\u0001vorbis", "an Ogg Vorbis file"),
          new Magic(ANYWHERE, "\u007FFLAC", "an Ogg FLAC file"),
          new Magic(ANYWHERE, "Speex", "an Ogg Speex file"),
          new Magic(0, "OggS", "an Ogg file"));

  private static final List<Magic> OTHERS =
      List.of(
          new Magic(0, "MThd", "a MIDI file (notes, no sound)"),
          new Magic(8, "RMID", "a MIDI file (notes, no sound)"),
          new Magic(0, "\u0089PNG", "a picture"),
          new Magic(0, "\u00FF\u00D8\u00FF", "a picture"),
          new Magic(0, "GIF8", "a picture"),
          new Magic(0, "%PDF", "a PDF document"),
          new Magic(0, "PK\u0003\u0004", "an archive"),
          new Magic(0, "\u001F\u008B", "an archive"),
          new Magic(0, "7z\u00BC\u00AF", "an archive"),
          new Magic(0, "\u00FD7zXZ", "an archive"),
          new Magic(0, "\u007FELF", "a program"));

  /** The kind of sound file, with its article; null if it isn't one that is known. */
  static @Nullable String soundKind(FileChannel channel) throws IOException {
    ByteBuffer head = bytes(channel, 0, HEAD_BYTES);
    if (text(head).startsWith("ID3")) {
      return behindId3(channel, head);
    }
    return soundKindAt(channel, 0);
  }

  private static @Nullable String soundKindAt(FileChannel channel, long at) throws IOException {
    String head = text(bytes(channel, at, HEAD_BYTES));
    @Nullable String known = match(head.startsWith("OggS") ? IN_OGG : SOUNDS, head);
    return known != null ? known : MpegFrames.kind(channel, at);
  }

  /** The tag was made for MP3, but programs put it before everything. */
  private static String behindId3(FileChannel channel, ByteBuffer head) throws IOException {
    long size = 0;
    for (int i = 6; i < ID3_HEADER_BYTES && i < head.limit(); i++) {
      size = size << 7 | head.get(i) & 0x7F;
    }
    long at = ID3_HEADER_BYTES + size;
    if (at + 4 > channel.size()) {
      return "an ID3 tag without its sound, such as the beginning of an MP3 file";
    }
    @Nullable String kind = soundKindAt(channel, at);
    String text = text(bytes(channel, at, 12));
    if (text.startsWith("RIFF") && text.startsWith("WAVE", 8)) {
      return "a WAV file with an ID3 tag before it";
    }
    return kind == null
        ? "a file with an ID3 tag, as MP3 has, and something unknown behind it"
        : kind + " with an ID3 tag before it";
  }

  /** What else it looks like, with its article. */
  static String otherKind(FileChannel channel) throws IOException {
    String text = text(bytes(channel, 0, HEAD_BYTES));
    @Nullable String known = match(OTHERS, text);
    if (known != null) {
      return known;
    }
    if (text.stripLeading().regionMatches(true, 0, "<!doctype html", 0, 14)
        || text.stripLeading().regionMatches(true, 0, "<html", 0, 5)) {
      return "a web page, perhaps one that was downloaded in place of the sound";
    }
    return isText(text) ? "text" : "data without a known header";
  }

  /** Few control characters and, UTF-8 apart, few letters that only some alphabets have. */
  private static boolean isText(String head) {
    boolean readable =
        head.chars().allMatch(c -> (c >= 32 && c != 127) || c == '\n' || c == '\r' || c == '\t');
    byte[] bytes = head.getBytes(ISO_8859_1);
    // The last letter may be cut.
    String unicode = new String(bytes, 0, bytes.length, UTF_8).replaceAll("\uFFFD$", "");
    boolean mostlyAscii = head.chars().filter(c -> c >= 128).count() * 5 <= head.length();
    return readable && (mostlyAscii || unicode.indexOf('\uFFFD') < 0);
  }

  private static @Nullable String match(List<Magic> table, String head) {
    for (Magic magic : table) {
      if (magic.at() == ANYWHERE
          ? head.contains(magic.bytes())
          : head.startsWith(magic.bytes(), magic.at())) {
        return magic.kind();
      }
    }
    return null;
  }

  static ByteBuffer bytes(FileChannel channel, long at, int most) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(most);
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
      // A short read is no end.
    }
    return buffer.flip();
  }

  private static String text(ByteBuffer bytes) {
    return ISO_8859_1.decode(bytes.duplicate()).toString();
  }
}

package dev.upbeat.devices.wavfiles;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.upbeat.core.audio.Resampler;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the sound of a RIFF/WAVE or RF64 file lies and how it is stored.
 *
 * <p>Chunks may come in any order, unknown ones are skipped. A {@code data} chunk without a usable
 * size reaches to the end of the file.
 *
 * @param dataStart in bytes from the beginning of the file
 * @param dataLength in bytes, at least one frame
 */
record WavHeader(WavFormat format, long dataStart, long dataLength) {
  private static final Logger LOG = LoggerFactory.getLogger(WavHeader.class);

  /** From here on a size is a placeholder of a recorder that never came back to fill it in. */
  private static final long STREAMED_SIZE = 0x7FFF_0000L;

  /** What may follow an empty {@code data} chunk; anything else behind a size of 0 is sound. */
  private static final Set<String> NEIGHBOURS =
      Set.of(
          "LIST", "fact", "cue ", "bext", "id3 ", "ID3 ", "smpl", "iXML", "PEAK", "JUNK", "fmt ");

  private static final int MOST_CHANNELS = 64;

  /** BW64 is RF64's name in ITU-R BS.2088. */
  private static final Set<String> MAGICS = Set.of("RIFF", "RF64", "BW64");

  /** The size that says: look into 'ds64'. */
  private static final long ELSEWHERE = 0xFFFF_FFFFL;

  /** More than any recorder puts behind its sound without a chunk of its own. */
  private static final long STRAY_BYTES = 4_096;

  /** The last 14 bytes of every WAVE_FORMAT_EXTENSIBLE sub-format that is a plain format tag. */
  private static final String TAG_GUID_TAIL = "\0\0\0\0\u0010\0\u0080\0\0\u00AA\08\u009Bq";

  /** Reads the header; the channel's position is anywhere afterwards. */
  static WavHeader read(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer head = bytes(channel, 0, (int) Math.min(size, 64));
    String magic = tag(head, 0);
    if (!MAGICS.contains(magic) || !tag(head, 8).equals("WAVE")) {
      throw InputProblems.notWav(path, channel);
    }
    long riffEnd = 8 + (head.getInt(4) & 0xFFFF_FFFFL);
    @Nullable WavFormat format = null;
    long dataStart = -1;
    long dataLength = 0;
    long bigDataLength = -1;
    long at = 12;
    while (at + 8 <= size && (format == null || dataStart < 0)) {
      ByteBuffer chunk = bytes(channel, at, 8);
      String id = tag(chunk, 0);
      long length = chunk.getInt(4) & 0xFFFF_FFFFL;
      long body = at + 8;
      switch (id) {
        case "ds64" ->
            bigDataLength = size < body + 16 ? -1 : bytes(channel, body + 8, 8).getLong(0);
        case "fmt " -> format = format(path, bytes(channel, body, (int) Math.min(length, 40)));
        case "data" -> {
          dataStart = body;
          long told = length == ELSEWHERE && bigDataLength > 0 ? bigDataLength : length;
          length = dataLength = usableLength(path, channel, body, told, riffEnd);
        }
        default -> {
          // LIST, fact, bext, …: nothing one hears.
        }
      }
      at = body + length + (length & 1);
      if ((length & 1) == 1 && !isChunk(channel, at) && isChunk(channel, at - 1)) {
        at--; // chunks begin at even offsets, but not every program knows
      }
    }
    if (format == null) {
      throw InputProblems.damaged(path, "it has no 'fmt ' chunk");
    }
    if (dataStart < 0) {
      throw InputProblems.damaged(path, "it has no 'data' chunk");
    }
    if (dataLength < format.frameBytes()) {
      throw InputProblems.empty(path, "a WAV header and no sound");
    }
    return new WavHeader(format, dataStart, dataLength);
  }

  private static long usableLength(
      Path path, FileChannel channel, long body, long told, long riffEnd) throws IOException {
    long present = channel.size() - body;
    if (told == 0 && present >= 8 && !NEIGHBOURS.contains(tag(bytes(channel, body, 4), 0))) {
      return present;
    }
    if (told > present) {
      if (told < STREAMED_SIZE) {
        LOG.warn("event=wav-cut-off path={} bytes-told={} bytes-present={}", path, told, present);
      }
      return present;
    }
    long end = body + told + (told & 1);
    boolean doubtful = present - told > STRAY_BYTES && Math.abs(riffEnd - end) > 1;
    if (doubtful && !isChunk(channel, end) && !isChunk(channel, body + told)) {
      LOG.warn("event=wav-size-wrong path={} bytes-told={} bytes-present={}", path, told, present);
      return present;
    }
    return told;
  }

  /** Whether a chunk may begin here: four readable characters, then a size that the file holds. */
  private static boolean isChunk(FileChannel channel, long at) throws IOException {
    if (at + 8 > channel.size()) {
      return at == channel.size();
    }
    ByteBuffer head = bytes(channel, at, 8);
    for (int i = 0; i < 4; i++) {
      if (head.get(i) < ' ' || head.get(i) > '~') {
        return false;
      }
    }
    long length = head.getInt(4) & 0xFFFF_FFFFL;
    return at + 8 + length <= channel.size() || tag(head, 0).equals("data");
  }

  private static WavFormat format(Path path, ByteBuffer chunk) {
    if (chunk.limit() < 14) {
      throw InputProblems.damaged(path, "its 'fmt ' chunk has " + chunk.limit() + " bytes");
    }
    int tag = chunk.getShort(0) & 0xFFFF;
    int channels = chunk.getShort(2) & 0xFFFF;
    int rate = chunk.getInt(4);
    int frameBytes = chunk.getShort(12) & 0xFFFF;
    int bits = chunk.limit() < 16 ? 0 : chunk.getShort(14) & 0xFFFF;
    if (tag == WavFormat.EXTENSIBLE && chunk.limit() >= 40) {
      boolean plain = text(chunk, 26, 14).equals(TAG_GUID_TAIL);
      tag = plain ? chunk.getShort(24) & 0xFFFF : tag;
    } else if (tag == WavFormat.EXTENSIBLE) {
      tag = WavFormat.PCM; // its extension was forgotten; nearly all of them are integers
    }
    if (channels < 1 || channels > MOST_CHANNELS) {
      throw InputProblems.unsupported(path, channels + " channels");
    }
    if (rate < Resampler.MIN_RATE || rate > Resampler.MAX_RATE) {
      throw InputProblems.unsupported(
          path, "a sample rate of " + Integer.toUnsignedString(rate) + " Hz");
    }
    int fromBits = (bits + 7) / 8;
    // A frame size that disagrees with the bits is believed only if it makes a whole container.
    boolean padded = frameBytes % channels == 0 && frameBytes / channels > fromBits;
    int containerBytes = padded && frameBytes / channels <= 8 ? frameBytes / channels : fromBits;
    int shownTag = tag;
    WavFormat.Encoding encoding =
        WavFormat.Encoding.of(tag, containerBytes)
            .orElseThrow(() -> InputProblems.unsupportedCodec(path, shownTag, bits));
    return new WavFormat(encoding, channels, rate);
  }

  private static ByteBuffer bytes(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        break;
      }
    }
    if (buffer.position() < Math.min(length, 4)) {
      throw new EOFException("the file ends within its header");
    }
    return buffer.flip();
  }

  private static String tag(ByteBuffer buffer, int at) {
    return text(buffer, at, 4);
  }

  private static String text(ByteBuffer buffer, int at, int length) {
    return at + length > buffer.limit()
        ? ""
        : ISO_8859_1.decode(buffer.slice(at, length)).toString();
  }
}

package dev.upbeat.devices.wavfiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Tells MPEG audio from raw samples, which may well begin with the same eleven set bits: a frame
 * must be followed by the next where its header says (ISO/IEC 11172-3, 13818-7).
 */
final class MpegFrames {
  private static final int[][] KBIT_VERSION_1 = {
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448}
  };
  private static final int[][] KBIT_VERSION_2 = {
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256}
  };
  private static final int[] RATES = {44_100, 48_000, 32_000};
  private static final int FRAMES_TO_BELIEVE = 3;

  private MpegFrames() {}

  /** What the frames at an offset are, with their article; null if there are none. */
  static @Nullable String kind(FileChannel channel, long start) throws IOException {
    long at = start;
    @Nullable String kind = null;
    for (int frame = 0; frame < FRAMES_TO_BELIEVE; frame++) {
      if (frame > 0 && at + 6 > channel.size()) {
        return kind; // a file so short that no second frame fits into it
      }
      ByteBuffer head = FileKind.bytes(channel, at, 6);
      int length = frameBytes(head);
      if (length <= 0) {
        return null;
      }
      kind = name(head);
      at += length;
    }
    return kind;
  }

  private static String name(ByteBuffer head) {
    return switch (layer(head)) {
      case 0 -> "an AAC file (ADTS)";
      case 1 -> "an MP3 file";
      case 2 -> "an MP2 file";
      default -> "an MP1 file";
    };
  }

  /** As in the header: 1 is layer III, 2 is II, 3 is I; AAC has 0. */
  private static int layer(ByteBuffer head) {
    return head.get(1) >> 1 & 3;
  }

  /** From this frame to the next; 0 if it isn't one. */
  private static int frameBytes(ByteBuffer head) {
    if (head.limit() < 4 || head.get(0) != (byte) 0xFF || (head.get(1) & 0xE0) != 0xE0) {
      return 0;
    }
    int layer = layer(head);
    if (layer == 0) {
      return adtsBytes(head);
    }
    int version = head.get(1) >> 3 & 3;
    int bits = head.get(2) >> 4 & 15;
    int rateIndex = head.get(2) >> 2 & 3;
    if (version == 1 || bits == 0 || bits == 15 || rateIndex == 3) {
      return 0;
    }
    boolean first = version == 3;
    int kbit = (first ? KBIT_VERSION_1 : KBIT_VERSION_2)[layer - 1][bits];
    int rate = RATES[rateIndex] >> (first ? 0 : version == 2 ? 1 : 2);
    int padding = head.get(2) >> 1 & 1;
    if (layer == 3) {
      return (12_000 * kbit / rate + padding) * 4;
    }
    return (layer == 1 && !first ? 72_000 : 144_000) * kbit / rate + padding;
  }

  private static int adtsBytes(ByteBuffer head) {
    boolean synced = head.limit() >= 6 && (head.get(1) & 0xF6) == 0xF0;
    if (!synced || (head.get(2) >> 2 & 15) > 12) {
      return 0;
    }
    int length = (head.get(3) & 3) << 11 | (head.get(4) & 0xFF) << 3 | (head.get(5) & 0xFF) >> 5;
    return length < 7 ? 0 : length;
  }
}

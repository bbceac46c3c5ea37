package dev.upbeat.devices.wavfiles;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a 16-bit mono WAV file that is whole after every call.
 *
 * <p>It is written in place, and the two sizes in its header are brought up to date with each piece
 * of sound. So a process that is killed leaves, under the name the user gave, what was said until
 * then, playable everywhere. (Moving a temporary file at the end would leave nothing there; sizes
 * written only at the end would leave a file that half of the players refuse.)
 */
final class WavFileWriter implements RecordedSpeech {
  static final int HEADER_BYTES = 44;

  private static final int RATE_OF_AN_EMPTY_FILE = 48_000;
  private static final long MOST_BYTES_A_HEADER_CAN_TELL = 0xFFFF_FFFFL - HEADER_BYTES;

  private final Path path;
  private final FileChannel channel;
  private ByteBuffer buffer = ByteBuffer.allocate(8_192).order(ByteOrder.LITTLE_ENDIAN);
  private long samples;

  private WavFileWriter(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Creates the file, its folder too, or empties it.
   *
   * @throws UpbeatException {@code device-output-unwritable}
   */
  static WavFileWriter create(Path path) {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileChannel channel = FileChannel.open(path, CREATE, TRUNCATE_EXISTING, READ, WRITE);
      WavFileWriter writer = new WavFileWriter(path, channel);
      writer.begin(RATE_OF_AN_EMPTY_FILE);
      return writer;
    } catch (IOException failed) {
      throw new UpbeatException(
          "device-output-unwritable",
          false,
          "Cannot write '" + path + "': " + reason(failed) + ".",
          "Choose another output file, or make its folder writable.",
          failed);
    }
  }

  @Override
  public void begin(int sampleRate) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put("RIFF".getBytes(US_ASCII)).putInt(HEADER_BYTES - 8);
    header.put("WAVEfmt ".getBytes(US_ASCII)).putInt(16);
    header.putShort((short) WavFormat.PCM).putShort((short) 1);
    header.putInt(sampleRate).putInt(2 * sampleRate).putShort((short) 2).putShort((short) 16);
    header.put("data".getBytes(US_ASCII)).putInt(0);
    guard(() -> writeFully(header.flip(), 0));
  }

  @Override
  public void append(short[] source, int offset, int length) {
    if (length == 0) {
      return;
    }
    if (buffer.capacity() < 2 * length) {
      buffer = ByteBuffer.allocate(2 * length).order(ByteOrder.LITTLE_ENDIAN);
    }
    buffer.clear();
    buffer.asShortBuffer().put(source, offset, length);
    buffer.limit(2 * length);
    guard(
        () -> {
          writeFully(buffer, HEADER_BYTES + 2 * samples);
          samples += length;
          writeSizes();
        });
  }

  @Override
  public void appendSilence(long count) {
    if (count <= 0) {
      return;
    }
    guard(
        () -> {
          samples += count;
          // Only the last sample is written: what the file system has never seen before it is zero.
          writeFully(ByteBuffer.allocate(2), HEADER_BYTES + 2 * (samples - 1));
          writeSizes();
        });
  }

  @Override
  public void truncate(long count) {
    if (count >= samples) {
      return;
    }
    guard(
        () -> {
          samples = count;
          writeSizes();
          channel.truncate(HEADER_BYTES + 2 * count);
        });
  }

  @Override
  public void removeFirst(long count) {
    if (count <= 0) {
      return;
    }
    guard(
        () -> {
          long left = Math.max(0, samples - count);
          ByteBuffer block = ByteBuffer.allocate(65_536);
          for (long at = 0; at < 2 * left; ) {
            block.clear();
            block.limit((int) Math.min(block.capacity(), 2 * left - at));
            while (block.hasRemaining()
                && channel.read(block, HEADER_BYTES + 2 * count + at + block.position()) >= 0) {
              // Until the block is full.
            }
            int moved = block.flip().limit();
            writeFully(block, HEADER_BYTES + at);
            at += moved;
          }
          truncate(left);
        });
  }

  @Override
  public void close() {
    guard(channel::close);
  }

  private void writeSizes() throws IOException {
    long bytes = Math.min(2 * samples, MOST_BYTES_A_HEADER_CAN_TELL);
    ByteBuffer size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    writeFully(size.putInt(0, (int) bytes), HEADER_BYTES - 4);
    size.clear();
    writeFully(size.putInt(0, (int) (bytes + HEADER_BYTES - 8)), 4);
  }

  private void writeFully(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  private void guard(Write write) {
    try {
      write.run();
    } catch (IOException failed) {
      throw new UpbeatException(
          "device-output-failed",
          false,
          "Writing '" + path + "' failed: " + reason(failed) + ".",
          "Free some space on the disk, or choose another output file.",
          failed);
    }
  }

  private static String reason(IOException failed) {
    String name = failed.getClass().getSimpleName();
    return name.equals("IOException") ? String.valueOf(failed.getMessage()) : name;
  }

  private interface Write {
    void run() throws IOException;
  }
}

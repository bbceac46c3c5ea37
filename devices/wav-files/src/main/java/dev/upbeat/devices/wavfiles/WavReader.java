package dev.upbeat.devices.wavfiles;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams a WAV file as 16-bit mono at its own rate; further channels are mixed down ({@link
 * ChannelMix}), floats brought to scale ({@link FloatScale}).
 *
 * <p>An own reader, because {@code javax.sound.sampled} reads neither a recording whose header was
 * never finished (size 0 or 0xFFFFFFFF, as recorders that write to a pipe leave it), nor one that
 * was cut off, nor RF64, and says "unsupported audio file" to all of them and to an MP3.
 *
 * <p>One thread reads; another may close.
 */
final class WavReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WavReader.class);

  /** What is no number is taken for the sample before it, fading, so that it makes no click. */
  private static final double FADE_OF_NO_NUMBER = 0.95;

  /** So far beyond full scale, a sample is as good as no number. */
  private static final double WILD = 16;

  private final Path path;
  private final FileChannel channel;
  private final WavFormat format;
  private final double fullScale;
  private final ChannelMix mix;
  private final ByteBuffer buffer;
  private final double[] values;

  /** The last good sample of each channel. */
  private final double[] last;

  private final short[] mono;
  private int monoStart;
  private int monoEnd;
  private long bytesLeft;
  private volatile boolean closed;

  private WavReader(Path path, FileChannel channel, WavHeader header) throws IOException {
    this.path = path;
    this.channel = channel;
    this.format = header.format();
    this.bytesLeft = header.dataLength() / format.frameBytes() * format.frameBytes();
    int frames = Math.max(1, 65_536 / format.frameBytes());
    this.buffer = ByteBuffer.allocate(frames * format.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
    this.values = new double[frames * format.channels()];
    this.last = new double[format.channels()];
    this.mono = new short[frames];
    this.mix = new ChannelMix(format.channels());
    this.fullScale = FloatScale.of(channel, header);
    if (fullScale != 1) {
      log.info("event=wav-float-scale path={} full-scale={}", path, fullScale);
    }
    channel.position(header.dataStart());
  }

  /**
   * Opens a recording and reads its header.
   *
   * @throws UpbeatException {@code device-input-*}, naming the path, what was found there and the
   *     remedy
   */
  static WavReader open(Path path) {
    InputProblems.checkFile(path);
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        return new WavReader(path, channel, WavHeader.read(path, channel));
      } catch (IOException | RuntimeException failed) {
        channel.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw InputProblems.unreadable(path, failed);
    }
  }

  /** In Hz. */
  int sampleRate() {
    return format.sampleRate();
  }

  /**
   * Fills {@code target} as far as the recording goes.
   *
   * @return the number of samples; −1 behind the last, or when closed
   * @throws UpbeatException {@code device-input-failed} if the disk fails
   */
  int read(short[] target) {
    int count = 0;
    while (count < target.length && (monoStart < monoEnd || refill())) {
      int taken = Math.min(target.length - count, monoEnd - monoStart);
      System.arraycopy(mono, monoStart, target, count, taken);
      monoStart += taken;
      count += taken;
    }
    return count == 0 ? -1 : count;
  }

  private void decode() {
    int frames = buffer.remaining() / format.frameBytes();
    int channels = format.channels();
    for (int at = 0; at < frames * channels; at++) {
      double value = format.encoding().read(buffer) / fullScale;
      int of = at % channels;
      // NaN compares false.
      last[of] = Math.abs(value) <= WILD ? value : FADE_OF_NO_NUMBER * last[of];
      values[at] = last[of];
    }
    mix.mix(values, frames, mono);
    monoStart = 0;
    monoEnd = frames;
  }

  private boolean refill() {
    if (closed) {
      return false;
    }
    buffer.clear();
    buffer.limit((int) Math.min(buffer.capacity(), bytesLeft));
    try {
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // A short read is no end: go on until the buffer is full.
      }
    } catch (ClosedChannelException closedMeanwhile) {
      buffer.limit(0);
      return false;
    } catch (IOException failed) {
      throw new UpbeatException(
          "device-input-failed",
          true,
          "Reading '" + path + "' stopped: " + failed.getMessage() + ".",
          "Check the disk and try again.",
          failed);
    }
    buffer.flip();
    bytesLeft -= buffer.limit();
    decode();
    return monoEnd > 0;
  }

  @Override
  public void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException ignored) {
      // Nothing was written; there is nothing to lose.
    }
  }
}

package dev.upbeat.devices.wavfiles;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.audio.Resampler;
import dev.upbeat.core.spi.AudioInput;
import dev.upbeat.core.time.Ticker;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Hears a recording: 20 ms frames at 16 kHz, then silence, then nothing.
 *
 * <p>At real-time pace frame {@code n} is given when it has been heard in full: {@code (n + 1) × 20
 * ms} after the first call of {@link #read}. Who asks late gets what is due at once, as from a
 * microphone that buffers; nothing is lost and no delay stays. Only a few milliseconds of the file
 * are in memory.
 */
final class WavInput implements AudioInput, AutoCloseable {
  static final int FRAME_SAMPLES = SAMPLE_RATE / 50;

  private static final int READ_SAMPLES = 2_048;

  private final @Nullable WavReader reader;
  private final @Nullable Resampler resampler;
  private final Ticker ticker;
  private final WavFilesOptions.Pace pace;

  /** Resampled sound not yet given. */
  private final short[] pending;

  private final short[] raw = new short[READ_SAMPLES];
  private final short[] converted;
  private int pendingStart;
  private int pendingEnd;
  private boolean fileEnded;

  /** Negative: without end. */
  private long silenceLeft;

  private boolean started;
  private long startNanos;
  private long heardSamples;
  private volatile boolean closed;

  private WavInput(
      @Nullable WavReader reader, OptionalLong silence, Ticker ticker, WavFilesOptions.Pace pace) {
    this.reader = reader;
    this.resampler = reader == null ? null : new Resampler(reader.sampleRate(), SAMPLE_RATE);
    this.ticker = ticker;
    this.pace = pace;
    int most = resampler == null ? 0 : resampler.maxOutput(2 * READ_SAMPLES);
    this.converted = new short[most];
    this.pending = new short[FRAME_SAMPLES + most];
    this.fileEnded = reader == null;
    this.silenceLeft = silence.isPresent() ? silence.getAsLong() * SAMPLE_RATE / 1_000 : -1;
  }

  /** Opens the recording the options name, or silence. */
  static WavInput open(WavFilesOptions options, Ticker ticker) {
    @Nullable WavReader reader = options.input().map(WavReader::open).orElse(null);
    return new WavInput(reader, options.trailingSilenceMillis(), ticker, options.pace());
  }

  @Override
  public Optional<AudioChunk> read() throws InterruptedException {
    if (closed) {
      return Optional.empty();
    }
    if (!started) {
      started = true;
      startNanos = ticker.nanoTime();
    }
    AudioChunk frame = nextFrame();
    if (frame.isEmpty()) {
      return Optional.empty();
    }
    heardSamples += frame.length();
    if (pace == WavFilesOptions.Pace.REAL_TIME) {
      ticker.sleepUntil(startNanos + heardSamples * 1_000_000_000L / SAMPLE_RATE);
    } else if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while hearing a file");
    }
    return Optional.of(frame);
  }

  private AudioChunk nextFrame() {
    while (pendingEnd - pendingStart < FRAME_SAMPLES && !fileEnded) {
      fill();
    }
    int fromFile = Math.min(FRAME_SAMPLES, pendingEnd - pendingStart);
    int silent = FRAME_SAMPLES - fromFile;
    if (silenceLeft >= 0) {
      silent = (int) Math.min(silent, silenceLeft);
      silenceLeft -= silent;
    }
    short[] frame = new short[fromFile + silent];
    System.arraycopy(pending, pendingStart, frame, 0, fromFile);
    pendingStart += fromFile;
    return AudioChunk.of(SAMPLE_RATE, frame);
  }

  private void fill() {
    if (reader == null || resampler == null) {
      fileEnded = true;
      return;
    }
    System.arraycopy(pending, pendingStart, pending, 0, pendingEnd - pendingStart);
    pendingEnd -= pendingStart;
    pendingStart = 0;
    int count = reader.read(raw);
    if (count < 0) {
      AudioChunk tail = resampler.flush();
      tail.copyTo(0, pending, pendingEnd, tail.length());
      pendingEnd += tail.length();
      fileEnded = true;
      return;
    }
    int made = resampler.process(raw, 0, count, converted);
    System.arraycopy(converted, 0, pending, pendingEnd, made);
    pendingEnd += made;
  }

  @Override
  public void close() {
    closed = true;
    if (reader != null) {
      reader.close();
    }
  }
}

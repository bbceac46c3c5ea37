package dev.upbeat.devices.wavfiles;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.audio.Resampler;
import dev.upbeat.core.spi.RecordingOutput;
import dev.upbeat.core.time.Ticker;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Records exactly what a listener would hear, in real time.
 *
 * <p>Each chunk is placed, to the sample, at the end of the queue or at the present moment,
 * whichever is later; what lies between is silence. A sample sounds never before the moment it was
 * played. Chunks of another rate are resampled as one stream for as long as they follow each other
 * without a gap. Closing lets the queue sound to its end; what shall not, must be flushed before.
 */
final class WavOutput implements RecordingOutput, AutoCloseable {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final RecordedSpeech speech;
  private final Ticker ticker;

  /** In Hz; 0 until the first chunk tells it. */
  private int rate;

  private boolean begun;
  private long originNanos;

  /** Samples in the recording. */
  private long recorded;

  /** Where the queue ends, in samples behind the origin; negative before it. */
  private long queueEnd = Long.MIN_VALUE;

  private @Nullable Resampler resampler;
  private long resampledStart;
  private long resampledInput;
  private long resampledOutput;
  private boolean closed;

  WavOutput(RecordedSpeech speech, OptionalInt rate, Ticker ticker) {
    this.speech = speech;
    this.rate = rate.orElse(0);
    this.ticker = ticker;
    this.originNanos = ticker.nanoTime();
  }

  @Override
  public synchronized long play(AudioChunk chunk) {
    checkOpen();
    long now = ticker.nanoTime();
    if (chunk.isEmpty()) {
      return Math.max(now, queueEnd());
    }
    if (rate == 0) {
      rate = chunk.sampleRate();
    }
    if (!begun) {
      begun = true;
      speech.begin(rate);
    }
    long start = Math.max(queueEnd, samplesAt(now));
    if (start > queueEnd || (resampler != null && resampler.inputRate() != chunk.sampleRate())) {
      finishResampling();
    }
    if (chunk.sampleRate() == rate) {
      finishResampling();
      record(start, chunk);
      queueEnd = start + chunk.length();
    } else {
      resample(start, chunk);
    }
    return nanosAt(start);
  }

  private void resample(long start, AudioChunk chunk) {
    if (resampler == null) {
      resampler = new Resampler(chunk.sampleRate(), rate);
      resampledStart = start;
      resampledInput = 0;
      resampledOutput = 0;
    }
    AudioChunk made = resampler.process(chunk);
    record(resampledStart + resampledOutput, made);
    resampledOutput += made.length();
    resampledInput += chunk.length();
    queueEnd = resampledStart + Resampler.outputLength(resampledInput, chunk.sampleRate(), rate);
  }

  /** Lets out the few milliseconds a resampler holds back for what could have followed. */
  private void finishResampling() {
    if (resampler != null) {
      record(resampledStart + resampledOutput, resampler.flush());
      resampler = null;
    }
  }

  /** Writes a chunk at its place; what lies before the origin is not heard. */
  private void record(long start, AudioChunk chunk) {
    int skipped = (int) Math.min(chunk.length(), Math.max(0, -start));
    int length = chunk.length() - skipped;
    if (length == 0) {
      return;
    }
    long gap = start + skipped - recorded;
    speech.appendSilence(gap);
    speech.append(chunk.toArray(), skipped, length);
    recorded += gap + length;
  }

  @Override
  public synchronized long queueEnd() {
    return queueEnd == Long.MIN_VALUE ? originNanos : nanosAt(queueEnd);
  }

  @Override
  public synchronized void flush() {
    if (closed || rate == 0) {
      return;
    }
    long now = samplesAt(ticker.nanoTime());
    if (queueEnd <= now) {
      return;
    }
    finishResampling();
    long kept = Math.max(0, now);
    if (recorded > kept) {
      speech.truncate(kept);
      recorded = kept;
    }
    queueEnd = now;
  }

  @Override
  public synchronized void startAt(long nanos) {
    checkOpen();
    if (nanos <= originNanos) {
      return;
    }
    if (rate > 0 && queueEnd != Long.MIN_VALUE) {
      long cut = samplesAt(nanos);
      speech.removeFirst(Math.min(cut, recorded));
      recorded -= Math.min(cut, recorded);
      queueEnd -= cut;
      resampledStart -= cut;
    }
    originNanos = nanos;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        finishResampling();
      } finally {
        speech.close();
      }
    }
  }

  /** The first sample that doesn't begin before a moment. */
  private long samplesAt(long nanos) {
    long since = nanos - originNanos;
    long seconds = Math.floorDiv(since, NANOS_PER_SECOND);
    long rest = Math.floorMod(since, NANOS_PER_SECOND);
    return seconds * rate + (rest * rate + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
  }

  private long nanosAt(long sample) {
    long seconds = Math.floorDiv(sample, rate);
    long rest = Math.floorMod(sample, rate);
    return originNanos + seconds * NANOS_PER_SECOND + rest * NANOS_PER_SECOND / rate;
  }

  private void checkOpen() {
    if (closed) {
      throw new UpbeatException(
          "device-closed", false, "The WAV device is closed.", "Open a new session.");
    }
  }
}

package dev.upbeat.devices.soundcard;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.audio.Resampler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Sound that waits to be heard, at one rate. Chunks of another rate are resampled as one stream for
 * as long as the queue does not run dry. Not thread-safe: {@link LoudspeakerOutput} guards it.
 */
final class PlaybackQueue {
  private final ArrayDeque<AudioChunk> chunks = new ArrayDeque<>();
  private int sampleRate;
  private @Nullable Resampler resampler;

  /** How much of the first chunk is gone. */
  private int taken;

  private long samples;

  PlaybackQueue(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  /** In Hz. */
  int sampleRate() {
    return sampleRate;
  }

  /** How many samples a time holds. */
  int samplesIn(long nanos) {
    return (int) (sampleRate * nanos / 1_000_000_000L);
  }

  /** How many samples wait. */
  long samples() {
    return samples;
  }

  boolean isEmpty() {
    return samples == 0 && resampler == null;
  }

  void add(AudioChunk chunk) {
    if (resampler != null && resampler.inputRate() != chunk.sampleRate()) {
      finishResampling();
    }
    if (chunk.sampleRate() == sampleRate) {
      append(chunk);
      return;
    }
    if (resampler == null) {
      resampler = new Resampler(chunk.sampleRate(), sampleRate);
    }
    append(resampler.process(chunk));
  }

  /**
   * Fills a block; what is missing stays silence.
   *
   * @return the number of samples of sound in it
   */
  int take(short[] block) {
    int filled = 0;
    while (filled < block.length) {
      AudioChunk first = chunks.peek();
      if (first == null) {
        if (resampler == null) {
          break;
        }
        // Nothing follows in time: let out what the resampler kept for it.
        finishResampling();
        continue;
      }
      int count = Math.min(block.length - filled, first.length() - taken);
      first.copyTo(taken, block, filled, count);
      filled += count;
      taken += count;
      if (taken == first.length()) {
        chunks.remove();
        taken = 0;
      }
    }
    samples -= filled;
    return filled;
  }

  void clear() {
    chunks.clear();
    resampler = null;
    taken = 0;
    samples = 0;
  }

  /** Changes the rate; what waits is converted. */
  void convertTo(int newRate) {
    if (newRate == sampleRate) {
      return;
    }
    short[] rest = new short[(int) samples];
    int oldRate = sampleRate;
    take(rest);
    clear();
    sampleRate = newRate;
    append(Resampler.convert(AudioChunk.of(oldRate, rest), newRate));
  }

  private void finishResampling() {
    if (resampler != null) {
      append(resampler.flush());
      resampler = null;
    }
  }

  private void append(AudioChunk chunk) {
    if (!chunk.isEmpty()) {
      chunks.add(chunk);
      samples += chunk.length();
    }
  }
}

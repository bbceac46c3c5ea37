package dev.upbeat.core.audio;

import java.time.Duration;
import java.util.Arrays;

/**
 * An immutable piece of sound: 16-bit signed linear PCM, mono.
 *
 * <p>Safe for use by several threads.
 */
public final class AudioChunk {
  private final int sampleRate;
  private final short[] samples;

  private AudioChunk(int sampleRate, short[] samples) {
    if (sampleRate <= 0) {
      throw new IllegalArgumentException("sampleRate must be positive, is " + sampleRate + " Hz");
    }
    this.sampleRate = sampleRate;
    this.samples = samples;
  }

  /** Copies {@code samples}. */
  public static AudioChunk of(int sampleRate, short[] samples) {
    return new AudioChunk(sampleRate, samples.clone());
  }

  /** Copies {@code length} samples from {@code offset} on. */
  public static AudioChunk of(int sampleRate, short[] samples, int offset, int length) {
    return new AudioChunk(sampleRate, Arrays.copyOfRange(samples, offset, offset + length));
  }

  /** Digital silence. */
  public static AudioChunk silence(int sampleRate, Duration duration) {
    return new AudioChunk(sampleRate, new short[samplesIn(sampleRate, duration)]);
  }

  /** How many samples a duration holds at a rate, rounded to the nearest. */
  public static int samplesIn(int sampleRate, Duration duration) {
    return Math.toIntExact(Math.round(duration.toNanos() * (double) sampleRate / 1e9));
  }

  /** In Hz. */
  public int sampleRate() {
    return sampleRate;
  }

  /** In samples. */
  public int length() {
    return samples.length;
  }

  /** Whether there is no sample. */
  public boolean isEmpty() {
    return samples.length == 0;
  }

  /** One sample, −32768…32767. */
  public short sample(int index) {
    return samples[index];
  }

  /** A copy of all samples. */
  public short[] toArray() {
    return samples.clone();
  }

  /** A copy as little-endian bytes, two a sample. */
  public byte[] toLittleEndianBytes() {
    byte[] bytes = new byte[samples.length * 2];
    for (int i = 0; i < samples.length; i++) {
      bytes[2 * i] = (byte) samples[i];
      bytes[2 * i + 1] = (byte) (samples[i] >> 8);
    }
    return bytes;
  }

  /** Copies {@code length} samples from {@code from} to {@code target}. */
  public void copyTo(int from, short[] target, int targetOffset, int length) {
    System.arraycopy(samples, from, target, targetOffset, length);
  }

  /** The part from {@code from} (inclusive) to {@code to} (exclusive), in samples. */
  public AudioChunk slice(int from, int to) {
    return new AudioChunk(sampleRate, Arrays.copyOfRange(samples, from, to));
  }

  /** This chunk, then the other, which must have the same rate. */
  public AudioChunk then(AudioChunk next) {
    if (next.sampleRate != sampleRate) {
      throw new IllegalArgumentException(
          "cannot join " + sampleRate + " Hz and " + next.sampleRate + " Hz: resample first");
    }
    short[] joined = Arrays.copyOf(samples, samples.length + next.samples.length);
    System.arraycopy(next.samples, 0, joined, samples.length, next.samples.length);
    return new AudioChunk(sampleRate, joined);
  }

  /** How long it sounds. */
  public Duration duration() {
    return Duration.ofNanos(Math.round(samples.length * 1e9 / sampleRate));
  }

  /** Root mean square in full-scale units, 0…1; 0 if empty. */
  public double rootMeanSquare() {
    if (samples.length == 0) {
      return 0;
    }
    double sum = 0;
    for (short sample : samples) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum / samples.length) / 32768.0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AudioChunk chunk
        && chunk.sampleRate == sampleRate
        && Arrays.equals(chunk.samples, samples);
  }

  @Override
  public int hashCode() {
    return 31 * sampleRate + Arrays.hashCode(samples);
  }

  @Override
  public String toString() {
    return "AudioChunk[" + sampleRate + " Hz, " + duration().toMillis() + " ms]";
  }
}

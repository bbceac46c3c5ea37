package dev.upbeat.speech;

import dev.upbeat.core.audio.AudioChunk;
import java.util.Random;

/** Noise from a seed, and sound made noisy or quiet. */
public final class Noise {
  private Noise() {}

  /** Pink or white noise of the given level in full-scale units (root mean square). */
  public static AudioChunk of(boolean pink, double level, int samples, long seed) {
    Random random = new Random(seed);
    double[] noise = new double[samples];
    double slow = 0;
    double middle = 0;
    double fast = 0;
    double square = 0;
    for (int i = 0; i < samples; i++) {
      double white = random.nextGaussian();
      // P. Kellet's economy filter: within half a decibel of −3 dB an octave.
      slow = 0.99765 * slow + white * 0.0990460;
      middle = 0.96300 * middle + white * 0.2965164;
      fast = 0.57000 * fast + white * 1.0526913;
      noise[i] = pink ? slow + middle + fast + white * 0.1848 : white;
      square += noise[i] * noise[i];
    }
    double factor = level * 32768 / Math.sqrt(square / samples);
    short[] result = new short[samples];
    for (int i = 0; i < samples; i++) {
      result[i] = clip(noise[i] * factor);
    }
    return AudioChunk.of(16_000, result);
  }

  /** Noise added so that the loudest second of speech stands {@code ratio} dB above it. */
  public static AudioChunk added(AudioChunk speech, boolean pink, double ratio, long seed) {
    double loudest = 0;
    for (int from = 0; from + 16_000 <= speech.length(); from += 4_000) {
      loudest = Math.max(loudest, speech.slice(from, from + 16_000).rootMeanSquare());
    }
    double level = loudest / Math.pow(10, ratio / 20);
    AudioChunk noise = of(pink, level, speech.length(), seed);
    short[] sum = new short[speech.length()];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = clip(speech.sample(i) + noise.sample(i));
    }
    return AudioChunk.of(speech.sampleRate(), sum);
  }

  /** The sound, louder or quieter. */
  public static AudioChunk scaled(AudioChunk sound, double factor) {
    short[] scaled = new short[sound.length()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = clip(sound.sample(i) * factor);
    }
    return AudioChunk.of(sound.sampleRate(), scaled);
  }

  private static short clip(double value) {
    return (short) Math.max(-32768, Math.min(32767, Math.round(value)));
  }
}

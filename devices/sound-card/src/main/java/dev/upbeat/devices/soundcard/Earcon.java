package dev.upbeat.devices.soundcard;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.DeviceSession.Cue;
import java.util.Optional;

/** Short soft tones made of one sine each: rising pitch invites, falling pitch regrets. */
final class Earcon {
  static final int MILLIS = 80;

  private static final int RATE = 48_000;
  private static final double LOUDNESS = 0.12;

  private Earcon() {}

  /** The tone of a cue; empty if it has none. */
  static Optional<AudioChunk> of(Cue cue) {
    return switch (cue) {
      case LISTENING -> Optional.of(glide(660, 880));
      case ERROR -> Optional.of(glide(330, 220));
      case THINKING, SPEAKING, IDLE -> Optional.empty();
    };
  }

  private static AudioChunk glide(double from, double to) {
    short[] samples = new short[RATE * MILLIS / 1_000];
    double phase = 0;
    for (int i = 0; i < samples.length; i++) {
      double share = (double) i / samples.length;
      phase += 2 * Math.PI * (from + (to - from) * share) / RATE;
      // A raised cosine in and out: no click.
      double envelope = 0.5 - 0.5 * Math.cos(2 * Math.PI * share);
      samples[i] = (short) Math.round(32_767 * LOUDNESS * envelope * Math.sin(phase));
    }
    return AudioChunk.of(RATE, samples);
  }
}

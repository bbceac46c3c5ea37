package dev.upbeat.core.audio;

/**
 * Makes a stream of sound louder without clipping it: where a frame would exceed the ceiling, the
 * gain falls at once and stays there until it is raised again. Used by one thread.
 */
final class Amplifier {
  /** −3 dB of full scale: what the next frame brings is not known yet. */
  private static final double CEILING = 23_197;

  /** How fast a gain falls; it rises over the whole frame. */
  private static final int FALL_SAMPLES = 24;

  private double applied = 1;

  /**
   * Applies a gain.
   *
   * @param factor wanted, at least 1
   * @return the frame itself if nothing is to be changed
   */
  AudioChunk apply(AudioChunk frame, double factor) {
    double next = Math.max(1, Math.min(factor, CEILING / Math.max(1, peak(frame))));
    if (next == 1 && applied == 1) {
      return frame;
    }
    short[] samples = frame.toArray();
    int ramp = next < applied ? Math.min(FALL_SAMPLES, samples.length) : samples.length;
    for (int i = 0; i < samples.length; i++) {
      double gain = i < ramp ? applied + (next - applied) * (i + 1) / ramp : next;
      samples[i] = (short) Math.max(-32_768, Math.min(32_767, Math.round(samples[i] * gain)));
    }
    applied = next;
    return AudioChunk.of(frame.sampleRate(), samples);
  }

  /** The gain at the end of the last frame. */
  double applied() {
    return applied;
  }

  private static int peak(AudioChunk frame) {
    int peak = 0;
    for (int i = 0; i < frame.length(); i++) {
      peak = Math.max(peak, Math.abs(frame.sample(i)));
    }
    return peak;
  }
}

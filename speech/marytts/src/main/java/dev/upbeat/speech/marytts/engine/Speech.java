package dev.upbeat.speech.marytts.engine;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The sound of one utterance, made while it is read: from the first phone of its words to the last,
 * so there is no silence at its ends but what belongs to a sound. Not thread-safe.
 */
public final class Speech {
  /**
   * The vocoder's filter starts at rest: it runs so many frames unheard to come into its stride.
   */
  private static final int RUN_UP = 6;

  /**
   * Kept of a pause around the words, for the breath of a first and the ringing of a last sound.
   */
  private static final int MARGIN = 2;

  private static final int FADE_MILLIS = 5;

  private final SpeechParameters parameters;
  private final Vocoder vocoder;
  private final double[] buffer;
  private final int fade;
  private final int end;
  private int frame;

  Speech(SpeechParameters parameters, VocoderSettings settings, RandomGenerator random) {
    this.parameters = parameters;
    List<PhoneTarget> phones = parameters.phones();
    int first = 0;
    while (!phones.get(first).spoken()) {
      first++;
    }
    int last = phones.size() - 1;
    while (!phones.get(last).spoken()) {
      last--;
    }
    int begin = startOf(first);
    if (first > 0 && phones.get(first - 1).name().equals("_")) {
      begin = Math.max(startOf(first - 1), begin - MARGIN);
    }
    int stop = startOf(last + 1);
    if (last + 1 < phones.size() && phones.get(last + 1).name().equals("_")) {
      stop = Math.min(startOf(last + 2), stop + MARGIN);
    }
    this.frame = begin;
    this.end = stop;
    this.buffer = new double[settings.frameLength()];
    this.fade = settings.sampleRate() * FADE_MILLIS / 1000;
    this.vocoder = new Vocoder(parameters, settings, random);
    int runUp = Math.max(0, begin - RUN_UP);
    vocoder.skipTo(runUp);
    for (int i = runUp; i < begin; i++) {
      vocoder.next(buffer);
    }
    this.begin = begin;
  }

  private final int begin;

  /** Frames that can still be read. */
  public int remainingFrames() {
    return end - frame;
  }

  /** Samples in a frame. */
  public int frameLength() {
    return buffer.length;
  }

  /**
   * Makes the next frames.
   *
   * @param frames how many, at least 1; fewer are made at the end
   * @return samples, full scale
   */
  public short[] read(int frames) {
    int count = Math.min(frames, end - frame);
    short[] samples = new short[count * buffer.length];
    for (int i = 0; i < count; i++, frame++) {
      vocoder.next(buffer);
      for (int k = 0; k < buffer.length; k++) {
        samples[i * buffer.length + k] = toSample(buffer[k] * edge(k));
      }
    }
    return samples;
  }

  /** The fade at both ends, so that a cut within a voiced sound doesn't click. */
  private double edge(int sample) {
    int fromBegin = (frame - begin) * buffer.length + sample;
    int toEnd = (end - frame) * buffer.length - sample;
    int distance = Math.min(fromBegin, toEnd);
    return distance >= fade ? 1 : Math.sin(Math.PI / 2 * distance / fade);
  }

  /** Bends what would overflow instead of cutting it off. */
  private static short toSample(double value) {
    double knee = 26_000;
    double size = Math.abs(value * GAIN);
    double bent =
        size <= knee ? size : knee + (32_767 - knee) * Math.tanh((size - knee) / (32_767 - knee));
    return (short) Math.round(Math.copySign(bent, value));
  }

  /** Brings the voice near the loudness of recorded speech without much bending. */
  private static final double GAIN = 1.4;

  private int startOf(int phone) {
    int start = 0;
    for (int i = 0; i < phone; i++) {
      start += parameters.phoneFrames()[i];
    }
    return start;
  }
}

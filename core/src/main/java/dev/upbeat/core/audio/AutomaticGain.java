package dev.upbeat.core.audio;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Brings a quiet microphone's speech to the level that voice detectors and recognizers were made
 * for; never turns sound down.
 *
 * <p>Gain follows what is known to be speech, so that noise is not raised into it: the detector
 * gets the gain of the last speaker, or, before anybody spoke, as much as leaves the room quiet; it
 * only falls while somebody speaks. The recognizer, which gets the sound from a little before the
 * detection on, has the gain of this utterance's own level, which then changes slowly. One thread.
 */
public final class AutomaticGain {
  /** Level of the strong syllables of a person at an arm's length, in dB of full scale. */
  private static final double TARGET = -20;

  private static final double MOST_GAIN = 36;

  /** Less isn't worth a change. */
  private static final double LEAST_GAIN = 3;

  /** How loud a room may become that nobody has spoken in yet. */
  private static final double AMPLIFIED_ROOM = -60;

  private static final double QUIETEST_ROOM = -96;
  private static final double FIRST_GUESS_OF_ROOM = -55;

  /** Speech stands out of the room by more. */
  private static final double ABOVE_ROOM = 8;

  private static final double RISE_IN_A_FRAME = 0.25;
  private static final double ATTACK = 0.5;
  private static final double RELEASE = 0.02;
  private static final int FRAMES_OF_A_START = 8;
  private static final int FRAMES_TO_REMEMBER_A_SPEAKER = 3_000;

  /**
   * By how much the next expected voice may be quieter than the last: someone stepping back is
   * followed, but one utterance of a television does not make its level the user's.
   */
  private static final double STEP_BACK = 6;

  private final LevelMinimum room = new LevelMinimum(FIRST_GUESS_OF_ROOM);
  private final Amplifier forDetector = new Amplifier();
  private final Amplifier forRecognizer = new Amplifier();
  private final SpeechLevel meter = new SpeechLevel();
  private final double[] recent = new double[FRAMES_OF_A_START];
  private long frames;
  private boolean speaking;

  /** Of this utterance and of the last speaker, in dB; not a number where unknown. */
  private double speech = Double.NaN;

  private double speaker = Double.NaN;

  /** The strongest syllables of the same, which tell a voice nearby from one further away. */
  private double loudest;

  private double speakerLoudest;
  private int framesWithoutSpeaker;
  private double recognizerGain;

  /** Listening begins anew: what comes is no more part of an utterance. */
  public void listen() {
    speaking = false;
    speech = Double.NaN;
    Arrays.fill(recent, QUIETEST_ROOM);
  }

  /**
   * The next frame of the microphone, as the voice detector should get it.
   *
   * @param frame 20 ms; the same length comes back
   */
  public AudioChunk forDetector(AudioChunk frame) {
    double level = level(frame);
    double roomLevel = Math.max(QUIETEST_ROOM, room.next(level));
    recent[(int) (frames++ % recent.length)] = level;
    double before = decibels(forDetector.applied());
    double wanted = before;
    if (speaking) {
      follow(level, roomLevel);
    } else {
      if (++framesWithoutSpeaker > FRAMES_TO_REMEMBER_A_SPEAKER) {
        speaker = Double.NaN;
      }
      double ideal = Double.isNaN(speaker) ? AMPLIFIED_ROOM - roomLevel : TARGET - speaker;
      wanted = Math.min(worthwhile(ideal), frames < recent.length ? MOST_GAIN : before + 1);
    }
    return forDetector.apply(frame, factor(wanted));
  }

  /** Speech was detected in the last frames. */
  public void speechStarted() {
    speaking = true;
    speech = Arrays.stream(recent).max().orElseThrow();
    loudest = speech;
    recognizerGain = worthwhile(TARGET - speech);
  }

  /**
   * A frame of this utterance, a little of what preceded it included, as the recognizer should get
   * it.
   */
  public AudioChunk forRecognizer(AudioChunk frame) {
    double wanted = worthwhile(TARGET - speech);
    recognizerGain = Math.min(wanted, recognizerGain + RISE_IN_A_FRAME);
    return forRecognizer.apply(frame, factor(recognizerGain));
  }

  /** The utterance has ended, and was meant for us: its level is the speaker's. */
  public void utteranceEnded() {
    boolean known = !Double.isNaN(speaker);
    speakerLoudest = known ? Math.max(loudest, speakerLoudest - STEP_BACK) : loudest;
    speaker = speech;
    framesWithoutSpeaker = 0;
  }

  /** How loud this utterance is at the microphone, in dB of full scale; empty without one. */
  public OptionalDouble speechLevel() {
    return Double.isNaN(speech) ? OptionalDouble.empty() : OptionalDouble.of(speech);
  }

  /**
   * How loud the last speaker's strongest syllables would be for the detector, if that isn't too
   * long ago.
   */
  public OptionalDouble expectedLevel() {
    return Double.isNaN(speaker)
        ? OptionalDouble.empty()
        : OptionalDouble.of(speakerLoudest + worthwhile(TARGET - speaker));
  }

  private void follow(double level, double roomLevel) {
    loudest += ATTACK * Math.max(0, level - loudest);
    if (level > speech) {
      speech += ATTACK * (level - speech);
    } else if (level > roomLevel + ABOVE_ROOM && level > speech - MOST_GAIN / 2) {
      speech += RELEASE * (level - speech);
    }
  }

  private double level(AudioChunk frame) {
    for (int i = 0; i < frame.length(); i++) {
      meter.add(frame.sample(i));
    }
    return Math.max(QUIETEST_ROOM, meter.take());
  }

  private static double worthwhile(double gain) {
    return gain < LEAST_GAIN ? 0 : Math.min(gain, MOST_GAIN);
  }

  private static double factor(double decibels) {
    return Math.pow(10, decibels / 20);
  }

  private static double decibels(double factor) {
    return 20 * Math.log10(factor);
  }
}

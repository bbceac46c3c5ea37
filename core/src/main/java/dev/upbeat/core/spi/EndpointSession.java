package dev.upbeat.core.spi;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.dialogue.Transcript;
import java.util.List;
import java.util.Objects;

/** Watches one stream of audio for one utterance. Used by one thread at a time. */
public interface EndpointSession extends AutoCloseable {
  /**
   * Takes more audio; returns well before the audio's own duration has passed.
   *
   * @param chunk at the detector's rate, usually 20 ms
   * @return what was found in it, in order; usually empty
   */
  List<Event> accept(AudioChunk chunk);

  /**
   * Tells the detector what has been understood so far, so that it may wait less after words that
   * sound finished and longer after words that don't. Optional to heed.
   */
  default void hear(Transcript transcript) {}

  /**
   * Tells the detector, before speech begins, how loud the user spoke lately, so that it may pass
   * over voices much further away, such as a television's. The last call counts; what comes once
   * speech has begun doesn't. Optional to heed.
   *
   * @param speechLevel of the strongest syllables, in the sound this session gets, as {@link
   *     dev.upbeat.core.audio.SpeechLevel} measures it; −∞ where nobody spoke lately
   */
  default void expect(double speechLevel) {}

  /** Frees the session; idempotent. */
  @Override
  void close();

  /** Where in the stream something happened, and why the detector thinks so. */
  sealed interface Event {
    /** Samples from the session's first sample. */
    long sample();

    /** Speech began at {@code sample}. */
    record SpeechStarted(long sample) implements Event {}

    /** Speech has stopped at {@code sample}, perhaps only for a breath: time to speculate. */
    record SpeechPaused(long sample) implements Event {}

    /** Speech went on at {@code sample} after a pause. */
    record SpeechResumed(long sample) implements Event {}

    /**
     * The utterance is over.
     *
     * @param sample where the last speech ended, not where the silence was long enough
     * @param evidence a short phrase, such as {@code silence of 480 ms}
     */
    record SpeechEnded(long sample, String evidence) implements Event {
      public SpeechEnded {
        Objects.requireNonNull(evidence, "evidence");
      }
    }

    /**
     * The utterance has lasted too long to be a request and is given up, though speech goes on.
     *
     * @param sample where the stream is
     * @param evidence a short phrase, such as {@code longest utterance of 30000 ms}
     */
    record SpeechCutOff(long sample, String evidence) implements Event {
      public SpeechCutOff {
        Objects.requireNonNull(evidence, "evidence");
      }
    }
  }
}

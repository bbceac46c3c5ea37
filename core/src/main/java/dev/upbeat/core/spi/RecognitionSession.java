package dev.upbeat.core.spi;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.dialogue.Transcript;
import java.util.Optional;

/** The recognition of one utterance. Used by one thread at a time. */
public interface RecognitionSession extends AutoCloseable {
  /**
   * Takes more audio and decodes it before returning: well under the audio's own duration.
   *
   * @param chunk at the recognizer's rate
   * @return the new guess if the words changed
   */
  Optional<Transcript.Partial> accept(AudioChunk chunk);

  /**
   * Speech has paused: understands now what was heard so far, as if silence followed, instead of
   * waiting for more sound. If speech goes on, more audio may be accepted; word times stay true.
   * Optional to heed; takes no longer than a few hundred milliseconds of audio.
   *
   * @return the new guess if the words changed
   */
  default Optional<Transcript.Partial> pause() {
    return Optional.empty();
  }

  /** Ends the utterance. Must be called at most once; no audio may follow. */
  Transcript.Final finish();

  /** Frees the session; idempotent, allowed without {@link #finish()}. */
  @Override
  void close();
}

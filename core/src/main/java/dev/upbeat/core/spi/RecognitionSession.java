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

  /** Ends the utterance. Must be called at most once; no audio may follow. */
  Transcript.Final finish();

  /** Frees the session; idempotent, allowed without {@link #finish()}. */
  @Override
  void close();
}

package dev.upbeat.speech.endpoint;

/**
 * Tells speech from everything else in 16 kHz sound. {@link #start()} may be called by any thread.
 */
public interface VoiceActivityModel extends AutoCloseable {
  /** The rate of the sound it judges, in Hz. */
  int SAMPLE_RATE = 16_000;

  /** A short name for logs, such as {@code silero}. */
  String name();

  /** Begins to judge a stream, knowing nothing of other streams. The caller closes it. */
  Stream start();

  /** Frees the model. Idempotent. Streams must be closed before. */
  @Override
  void close();

  /** The judgement of one stream of sound. Used by one thread at a time. */
  interface Stream extends AutoCloseable {
    /** How many samples one judgement takes, without overlap. */
    int windowSamples();

    /**
     * Judges the next window. Returns within a small part of the window's duration.
     *
     * @param window {@link #windowSamples()} samples
     * @return how probably there is speech in it, 0…1
     */
    double probability(short[] window);

    /** Frees the stream. Idempotent. */
    @Override
    void close();
  }
}

package dev.upbeat.devices.wavfiles;

import java.nio.file.Path;

/**
 * Where the samples of a recording go, in order from sample 0. Not thread-safe: {@link WavOutput}
 * guards it.
 *
 * <p>Every method throws {@link dev.upbeat.core.UpbeatException} {@code device-output-failed} if
 * the disk does.
 */
interface RecordedSpeech {
  /** Into a WAV file, created or overwritten now. */
  static RecordedSpeech intoFile(Path path) {
    return WavFileWriter.create(path);
  }

  /** Nowhere: for a turn whose sound nobody keeps. */
  static RecordedSpeech intoNothing() {
    return Nothing.INSTANCE;
  }

  /** Tells the rate, in Hz, before anything is appended. */
  void begin(int sampleRate);

  /** Appends {@code length} samples. */
  void append(short[] samples, int offset, int length);

  /** Appends silence. */
  void appendSilence(long samples);

  /** Cuts the end off: {@code samples} stay. */
  void truncate(long samples);

  /** Cuts the beginning off. */
  void removeFirst(long samples);

  /** Finishes the recording; idempotent. */
  void close();

  /** Keeps nothing. */
  enum Nothing implements RecordedSpeech {
    INSTANCE;

    @Override
    public void begin(int sampleRate) {}

    @Override
    public void append(short[] samples, int offset, int length) {}

    @Override
    public void appendSilence(long samples) {}

    @Override
    public void truncate(long samples) {}

    @Override
    public void removeFirst(long samples) {}

    @Override
    public void close() {}
  }
}

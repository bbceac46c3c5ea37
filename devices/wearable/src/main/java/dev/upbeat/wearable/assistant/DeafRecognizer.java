package dev.upbeat.wearable.assistant;

import dev.upbeat.core.spi.RecognitionSession;
import dev.upbeat.core.spi.SpeechRecognizer;

/** Stands where no recognizer is needed: requests are typed. Loads nothing, hears nothing. */
final class DeafRecognizer implements SpeechRecognizer {
  @Override
  public int sampleRate() {
    return 16_000;
  }

  @Override
  public RecognitionSession start() {
    throw new IllegalStateException("this assistant was made for typed requests");
  }

  @Override
  public void close() {}
}

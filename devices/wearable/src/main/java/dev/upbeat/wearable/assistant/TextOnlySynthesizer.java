package dev.upbeat.wearable.assistant;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.SpeechSynthesizer;
import dev.upbeat.core.spi.SpokenText;
import dev.upbeat.core.spi.Synthesis;
import java.util.Optional;

/** Speaks nothing: for turns whose answer is only to be read. */
final class TextOnlySynthesizer implements SpeechSynthesizer {
  @Override
  public String id() {
    return "text-only";
  }

  @Override
  public void prepare() {}

  @Override
  public int sampleRate() {
    return 16_000;
  }

  @Override
  public Synthesis synthesize(SpokenText text) {
    return new Synthesis() {
      @Override
      public Optional<AudioChunk> next() {
        return Optional.empty();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}

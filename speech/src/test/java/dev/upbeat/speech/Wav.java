package dev.upbeat.speech;

import dev.upbeat.core.audio.AudioChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Reads the tests' recordings: 16 kHz, mono, 16 bit. */
public final class Wav {
  private Wav() {}

  public static AudioChunk read(Path file) {
    try (AudioInputStream stream = AudioSystem.getAudioInputStream(file.toFile())) {
      byte[] bytes = stream.readAllBytes();
      short[] samples = new short[bytes.length / 2];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      return AudioChunk.of((int) stream.getFormat().getSampleRate(), samples);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnsupportedAudioFileException e) {
      throw new IllegalArgumentException(file + " is no sound file", e);
    }
  }
}

package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.time.Ticker;
import dev.upbeat.wearable.assistant.Assistant;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Plays a finished recording on the sound card. */
final class Playback {
  private Playback() {}

  /** Blocks until it has been heard. */
  static void play(Assistant assistant, Path wav, Map<String, String> options)
      throws InterruptedException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(wav));
        AudioInputStream audio = AudioSystem.getAudioInputStream(file);
        DeviceSession device = assistant.openDevice("sound-card", options)) {
      byte[] bytes = audio.readAllBytes();
      short[] samples = new short[bytes.length / 2];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      device.output().play(AudioChunk.of((int) audio.getFormat().getSampleRate(), samples));
      Ticker.system().sleepUntil(device.output().queueEnd());
    } catch (IOException | UnsupportedAudioFileException e) {
      throw new UpbeatException(
          "recording-unreadable",
          false,
          "Cannot play " + wav + " (" + e.getClass().getSimpleName() + ").",
          "Play it with another program.",
          e);
    }
  }
}

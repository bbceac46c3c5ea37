package dev.upbeat.devices.soundcard;

import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A microphone behind {@code arecord}. */
final class AlsaCapture implements SoundBackend.CaptureLine {
  private static final int MOST_SECONDS_TO_THE_FIRST_SOUND = 5;

  private final AlsaProcess process;
  private final PushbackInputStream sound;
  private final String device;
  private final int sampleRate;
  private byte[] bytes = new byte[0];

  private AlsaCapture(AlsaProcess process, String device, int sampleRate) {
    this.process = process;
    this.sound = new PushbackInputStream(process.sound(), 1);
    this.device = device;
    this.sampleRate = sampleRate;
  }

  /** Starts it and waits for its first sound, some 30 ms, or for its error. */
  static AlsaCapture open(
      List<String> command, Map<String, String> environment, String device, int sampleRate) {
    AlsaCapture capture =
        new AlsaCapture(AlsaProcess.start(command, environment), device, sampleRate);
    capture.awaitSound();
    return capture;
  }

  private void awaitSound() {
    CompletableFuture<Void> heard = new CompletableFuture<>();
    // A device that another program holds may block for ever; ending the process ends the read.
    CompletableFuture<Void> patience =
        heard
            .orTimeout(MOST_SECONDS_TO_THE_FIRST_SOUND, TimeUnit.SECONDS)
            .whenComplete(
                (done, late) -> {
                  if (late != null) {
                    process.kill();
                  }
                });
    try {
      int first = sound.read();
      if (first < 0) {
        throw new EOFException();
      }
      sound.unread(first);
    } catch (IOException nothing) {
      String said = process.lastWords();
      throw DeviceProblems.unavailable(
          what() + " can't be opened", said.isEmpty() ? "it delivers no sound" : said, nothing);
    } finally {
      heard.complete(null);
      patience.cancel(false);
    }
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public void read(short[] target) {
    if (bytes.length != 2 * target.length) {
      bytes = new byte[2 * target.length];
    }
    try {
      int count = sound.readNBytes(bytes, 0, bytes.length);
      if (count < bytes.length) {
        throw new EOFException();
      }
    } catch (IOException ended) {
      throw DeviceProblems.lost(what(), process.lastWords(), ended);
    }
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(target);
  }

  @Override
  public void close() {
    process.end();
  }

  private String what() {
    return "The microphone '" + device + "'";
  }
}

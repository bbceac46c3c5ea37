package dev.upbeat.devices.soundcard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import javax.sound.sampled.TargetDataLine;

/** A microphone behind a Java line; two channels are mixed down to their mean. */
final class JavaCapture implements SoundBackend.CaptureLine {
  private final TargetDataLine line;
  private final String name;

  /** Takes over the line, which is open and started. */
  JavaCapture(TargetDataLine line, String name) {
    this.line = line;
    this.name = name;
  }

  @Override
  public int sampleRate() {
    return (int) line.getFormat().getSampleRate();
  }

  @Override
  public void read(short[] target) {
    int channels = line.getFormat().getChannels();
    byte[] bytes = new byte[2 * channels * target.length];
    int count = 0;
    while (count < bytes.length) {
      int more = line.read(bytes, count, bytes.length - count);
      // A line answers with nothing when it was stopped or its card went away.
      if (more <= 0) {
        throw DeviceProblems.lost(
            "The microphone '" + name + "'", "it delivers no sound any more", null);
      }
      count += more;
    }
    ShortBuffer samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    for (int i = 0; i < target.length; i++) {
      int sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += samples.get();
      }
      target[i] = (short) (sum / channels);
    }
  }

  @Override
  public void close() {
    line.stop();
    line.close();
  }
}

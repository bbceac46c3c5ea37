package dev.upbeat.devices.soundcard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.SourceDataLine;

/** A loudspeaker behind a Java line; every channel gets the same. */
final class JavaPlayback implements SoundBackend.PlaybackLine {
  private final SourceDataLine line;
  private final String name;

  /** Takes over the line, which is open and started. */
  JavaPlayback(SourceDataLine line, String name) {
    this.line = line;
    this.name = name;
  }

  @Override
  public int sampleRate() {
    return (int) line.getFormat().getSampleRate();
  }

  @Override
  public void write(short[] samples) {
    int channels = line.getFormat().getChannels();
    ByteBuffer bytes =
        ByteBuffer.allocate(2 * channels * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (short sample : samples) {
      for (int channel = 0; channel < channels; channel++) {
        bytes.putShort(sample);
      }
    }
    int written = line.write(bytes.array(), 0, bytes.capacity());
    // A flush ends a write early and leaves the line open: that is no loss of the device.
    if (written < bytes.capacity() && !line.isOpen()) {
      throw DeviceProblems.lost(
          "The loudspeaker '" + name + "'", "it takes no sound any more", null);
    }
  }

  @Override
  public void discard() {
    line.stop();
    line.flush();
    line.start();
  }

  @Override
  public void prepare() {
    // A Java line is ready again as soon as it is flushed.
  }

  @Override
  public void close() {
    line.stop();
    line.close();
  }
}

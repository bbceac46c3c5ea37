package dev.upbeat.devices.wavfiles;

import dev.upbeat.core.spi.AudioInput;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.spi.RecordingOutput;

/** An open pair of files. It has no lamp and no button. */
final class WavFilesSession implements DeviceSession {
  private final WavInput input;
  private final WavOutput output;

  WavFilesSession(WavInput input, WavOutput output) {
    this.input = input;
    this.output = output;
  }

  @Override
  public AudioInput input() {
    return input;
  }

  @Override
  public RecordingOutput output() {
    return output;
  }

  @Override
  public void close() {
    try {
      input.close();
    } finally {
      output.close();
    }
  }
}

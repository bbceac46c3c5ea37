package dev.upbeat.core.turn;

import dev.upbeat.core.audio.AutomaticGain;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.spi.RecordingOutput;
import org.jspecify.annotations.Nullable;

/** What is known of a device from one turn to the next. Turn's thread only. */
final class DeviceState {
  final DeviceSession device;
  final AutomaticGain gain = new AutomaticGain();

  /** Whether the user was told that somebody speaks without an end, and hasn't been heard since. */
  boolean toldOfEndlessSpeech;

  private boolean recording;

  private DeviceState(DeviceSession device) {
    this.device = device;
  }

  /** What is known of a device; nothing if the last turn was another's. */
  static DeviceState of(DeviceSession device, @Nullable DeviceState last) {
    return last != null && last.device == device ? last : new DeviceState(device);
  }

  /** With the first request; later turns go on in the same recording. */
  void startRecordAt(long nanos) {
    if (!recording && device.output() instanceof RecordingOutput record) {
      recording = true;
      record.startAt(nanos);
    }
  }
}

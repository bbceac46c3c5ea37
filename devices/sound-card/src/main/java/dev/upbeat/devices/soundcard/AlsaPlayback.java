package dev.upbeat.devices.soundcard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A loudspeaker behind {@code aplay}. To fall silent at once the process is ended, which empties
 * pipe and card alike, and another one is started.
 */
final class AlsaPlayback implements SoundBackend.PlaybackLine {
  /** As long as {@code aplay} takes to find that it can't open a device, and more. */
  private static final long TRIAL_MILLIS = 150;

  private final List<String> command;
  private final Map<String, String> environment;
  private final String device;
  private final int sampleRate;

  // Guarded by this.
  private @Nullable AlsaProcess process;
  private boolean closed;

  private AlsaPlayback(
      List<String> command, Map<String, String> environment, String device, int sampleRate) {
    this.command = List.copyOf(command);
    this.environment = environment;
    this.device = device;
    this.sampleRate = sampleRate;
  }

  /** Starts it and lets it play a moment of silence, to learn whether it can. */
  static AlsaPlayback open(
      List<String> command, Map<String, String> environment, String device, int sampleRate) {
    AlsaPlayback playback = new AlsaPlayback(command, environment, device, sampleRate);
    AlsaProcess started = playback.running();
    boolean sent = true;
    try {
      send(started, new short[sampleRate / 50]);
    } catch (IOException brokenPipe) {
      sent = false;
    }
    if (started.endsWithin(TRIAL_MILLIS) || !sent) {
      throw DeviceProblems.unavailable(
          playback.what() + " can't be opened", started.lastWords(), null);
    }
    return playback;
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public void write(short[] samples) {
    AlsaProcess target = running();
    try {
      send(target, samples);
      // The pipe takes what nobody reads any more: ask.
      if (target.isAlive()) {
        return;
      }
    } catch (IOException brokenPipe) {
      // Told below.
    }
    throw DeviceProblems.lost(what(), target.lastWords(), null);
  }

  private static void send(AlsaProcess target, short[] samples) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    target.sink().write(bytes.array());
    target.sink().flush();
  }

  private synchronized AlsaProcess running() {
    if (closed) {
      throw DeviceProblems.closed();
    }
    if (process == null) {
      process = AlsaProcess.start(command, environment);
    }
    return process;
  }

  @Override
  public synchronized void discard() {
    if (process != null) {
      process.end();
      process = null;
    }
  }

  @Override
  public void prepare() {
    running();
  }

  @Override
  public synchronized void close() {
    closed = true;
    discard();
  }

  private String what() {
    return "The loudspeaker '" + device + "'";
  }
}

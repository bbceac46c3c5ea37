package dev.upbeat.wearable.doctor;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.DeviceAdapter;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.time.Ticker;
import java.util.Map;
import java.util.Optional;

/** Listens to the device for a moment: whether it is there, muted, quiet or overdriven. */
final class MicrophoneCheck {
  private static final String SUBJECT = "microphone";
  private static final int FRAMES = 75;

  /** A device that starts may begin with a click or with silence. */
  private static final int SKIPPED_FRAMES = 15;

  private static final double FULL_SCALE = 32_768;
  private static final int OVERDRIVEN = 32_700;
  private static final int CLIPPED_SAMPLES = 20;
  private static final double NOISY = -40;

  /** No microphone and preamplifier are as quiet as this: the level is down. */
  private static final double TURNED_DOWN = -84;

  private static final String RAISE =
      "Raise its level and unmute it: run alsamixer, press F4, select Capture.";

  private MicrophoneCheck() {}

  /** Blocks for some two seconds. */
  static Finding run(DeviceAdapter adapter, Map<String, String> options) {
    try (DeviceSession device =
        adapter.open(new DeviceAdapter.Settings(options, Ticker.system()))) {
      return judge(device);
    } catch (UpbeatException e) {
      return Finding.weak(SUBJECT, String.valueOf(e.getMessage()), e.remedy());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.weak(SUBJECT, "not checked", "Run the check again.");
    }
  }

  private static Finding judge(DeviceSession device) throws InterruptedException {
    double square = 0;
    long samples = 0;
    int peak = 0;
    int clipped = 0;
    for (int i = 0; i < FRAMES; i++) {
      Optional<AudioChunk> frame = device.input().read();
      if (frame.isEmpty()) {
        break;
      }
      if (i < SKIPPED_FRAMES) {
        continue;
      }
      for (short sample : frame.get().toArray()) {
        square += (double) sample * sample;
        peak = Math.max(peak, Math.abs(sample));
        clipped += Math.abs(sample) >= OVERDRIVEN ? 1 : 0;
        samples++;
      }
    }
    return judge(samples, peak, clipped, decibels(Math.sqrt(square / Math.max(1, samples))));
  }

  static Finding judge(long samples, int peak, int clipped, double level) {
    if (samples == 0 || peak == 0) {
      return Finding.weak(SUBJECT, "delivers nothing but digital silence", RAISE);
    }
    String heard =
        String.format(
            java.util.Locale.ROOT, "%.0f dB of full scale, peak %.0f dB", level, decibels(peak));
    if (clipped > CLIPPED_SAMPLES) {
      return Finding.weak(
          SUBJECT,
          heard + ": overdriven",
          "Lower its level and boost: run alsamixer, press F4, select Capture.");
    }
    if (level < TURNED_DOWN) {
      return Finding.weak(SUBJECT, heard + ": very quiet", RAISE);
    }
    if (level > NOISY) {
      return Finding.weak(
          SUBJECT,
          heard + ": loud for a room in which nobody speaks",
          "If nobody spoke, look for hum and noise, or lower the level with alsamixer (F4).");
    }
    return Finding.fine(SUBJECT, heard + " (speak while this runs to see your own level)");
  }

  private static double decibels(double amplitude) {
    return 20 * Math.log10(amplitude / FULL_SCALE + 1e-6);
  }
}

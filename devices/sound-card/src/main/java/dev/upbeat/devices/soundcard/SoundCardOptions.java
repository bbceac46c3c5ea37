package dev.upbeat.devices.soundcard;

import dev.upbeat.core.audio.Resampler;
import dev.upbeat.core.spi.AudioInput;
import dev.upbeat.core.spi.DeviceOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How to open the sound card.
 *
 * @param backend {@code backend}
 * @param inputDevice {@code input-device}: an ALSA PCM such as {@code plughw:1,0}, or part of a
 *     Java mixer's name; empty takes the system's default
 * @param outputDevice {@code output-device}: likewise
 * @param inputRate {@code input-rate} in Hz: the rate to record at; converted to 16 kHz here
 * @param outputRate {@code output-rate} in Hz: the rate the loudspeaker runs at
 * @param latencyMillis {@code latency-ms}: how far ahead of the ear sound is handed to the device;
 *     less answers and falls silent sooner, more survives a busy processor
 * @param duplex {@code duplex}
 * @param cues {@code cues}
 */
record SoundCardOptions(
    Backend backend,
    Optional<String> inputDevice,
    Optional<String> outputDevice,
    int inputRate,
    int outputRate,
    int latencyMillis,
    Duplex duplex,
    Cues cues) {

  /** Which program talks to the card. */
  enum Backend {
    AUTO,
    ALSA,
    JAVA;

    boolean allows(String backendId) {
      return this == AUTO || name().toLowerCase(Locale.ROOT).equals(backendId);
    }
  }

  /** Whether the device hears while it speaks. */
  enum Duplex {
    /** It hears silence while it speaks and shortly after, so that it does not answer itself. */
    HALF,
    /** It hears all the time: for headphones, or microphones that cancel the echo. */
    FULL
  }

  /** How the device shows what it does. */
  enum Cues {
    OFF,
    /** A short soft tone when it listens or something failed. */
    TONES
  }

  static SoundCardOptions of(Map<String, String> values) {
    DeviceOptions options =
        new DeviceOptions(
            SoundCardAdapter.ID,
            values,
            List.of(
                "backend",
                "input-device",
                "output-device",
                "input-rate",
                "output-rate",
                "latency-ms",
                "duplex",
                "cues"));
    return new SoundCardOptions(
        options.choice("backend", Backend.AUTO),
        options.text("input-device"),
        options.text("output-device"),
        options.integer("input-rate", AudioInput.SAMPLE_RATE, 8_000, Resampler.MAX_RATE),
        options.integer("output-rate", 48_000, 8_000, Resampler.MAX_RATE),
        options.integer("latency-ms", 60, 20, 1_000),
        options.choice("duplex", Duplex.HALF),
        options.choice("cues", Cues.OFF));
  }
}

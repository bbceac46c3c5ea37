package dev.upbeat.devices.wavfiles;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.Resampler;
import dev.upbeat.core.spi.DeviceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How to open the WAV device.
 *
 * @param input {@code input}: the recording to hear; empty with {@code silence=true}
 * @param output {@code output}: where to write what is said; empty says nothing to anybody
 * @param outputRate {@code output-rate} in Hz; empty takes that of the first sound played
 * @param trailingSilenceMillis {@code trailing-silence-ms}: silence behind the recording, so that
 *     its end is heard as an end; empty lasts until the session is closed
 * @param pace {@code pace}
 */
record WavFilesOptions(
    Optional<Path> input,
    Optional<Path> output,
    OptionalInt outputRate,
    OptionalLong trailingSilenceMillis,
    Pace pace) {
  private static final int DEFAULT_TRAILING_SILENCE_MILLIS = 3_000;
  private static final int MOST_TRAILING_SILENCE_MILLIS = 24 * 3_600_000;
  private static final String ENDLESS = "endless";

  /** How fast frames come. */
  enum Pace {
    /** As from a microphone, by the session's ticker. */
    REAL_TIME,
    /** As fast as they are asked for. */
    FAST
  }

  static WavFilesOptions of(Map<String, String> values) {
    DeviceOptions options =
        new DeviceOptions(
            WavFilesAdapter.ID,
            values,
            List.of("input", "silence", "output", "output-rate", "trailing-silence-ms", "pace"));
    boolean silence = options.flag("silence", false);
    Optional<Path> input = path(options, "input");
    if (silence == input.isPresent()) {
      throw new UpbeatException(
          "device-option-missing",
          false,
          silence
              ? "The device 'wav-files' has both input=" + input.get() + " and silence=true."
              : "The device 'wav-files' has nothing to hear.",
          "Give either input=FILE.wav or silence=true.");
    }
    Pace pace = options.choice("pace", Pace.REAL_TIME);
    OptionalLong trailing = trailingSilence(options, silence);
    if (pace == Pace.FAST && trailing.isEmpty()) {
      throw options.invalid(
          "pace", "fast", "Silence without end has no fast pace: set trailing-silence-ms.");
    }
    int rate = options.integer("output-rate", 0, Resampler.MIN_RATE, Resampler.MAX_RATE);
    return new WavFilesOptions(
        input,
        path(options, "output"),
        rate == 0 ? OptionalInt.empty() : OptionalInt.of(rate),
        trailing,
        pace);
  }

  /** Writing into the file one hears would destroy it. */
  void refuseSameFile() {
    try {
      if (input.isPresent() && output.isPresent() && Files.isSameFile(input.get(), output.get())) {
        throw new UpbeatException(
            "device-option-invalid",
            false,
            "The device 'wav-files' has '" + input.get() + "' as input and as output.",
            "Choose another output file.");
      }
    } catch (IOException oneIsMissing) {
      // Then they are not the same; what is missing is told when it is opened.
    }
  }

  private static OptionalLong trailingSilence(DeviceOptions options, boolean silence) {
    Optional<String> text = options.text("trailing-silence-ms");
    if (text.isEmpty()) {
      return silence ? OptionalLong.empty() : OptionalLong.of(DEFAULT_TRAILING_SILENCE_MILLIS);
    }
    if (text.get().equals(ENDLESS)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        options.integer("trailing-silence-ms", 0, 0, MOST_TRAILING_SILENCE_MILLIS));
  }

  private static Optional<Path> path(DeviceOptions options, String name) {
    try {
      return options.text(name).map(Path::of);
    } catch (InvalidPathException invalid) {
      throw options.invalid(name, invalid.getInput(), "Give the path of a WAV file.");
    }
  }
}

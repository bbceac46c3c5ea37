package dev.upbeat.devices.soundcard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.AudioInput;
import dev.upbeat.core.spi.AudioOutput;
import dev.upbeat.core.spi.DeviceAdapter.Settings;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.time.Ticker;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the real arecord and aplay, on PCMs that read and write files instead of a card. */
@Timeout(30)
class AlsaBackendTest {
  private static final long MILLI = 1_000_000L;

  @TempDir private Path folder;
  private final Ticker ticker = Ticker.system();
  private Path written;
  private SoundCardAdapter adapter;

  @BeforeEach
  void writePrivateConfiguration() throws IOException {
    assumeTrue(installed("arecord") && installed("aplay"), "alsa-utils isn't installed");
    written = folder.resolve("out.raw");
    Path recorded = folder.resolve("in.raw");
    Files.write(recorded, ramp(1, 30_000).toLittleEndianBytes());
    Path configuration = folder.resolve("asoundrc");
    Files.writeString(
        configuration,
        """
        pcm.from_file {
          type file slave.pcm { type null } file /dev/null infile "%s" format raw
          hint { show on description "A recording" }
        }
        pcm.to_file { type file slave.pcm { type null } file "%s" format raw }
        pcm.silent { type null }
        """
            .formatted(recorded, written));
    adapter =
        new SoundCardAdapter(
            List.of(new AlsaBackend(Map.of("ALSA_CONFIG_PATH", configuration.toString()))));
  }

  @Test
  void hearsEverySampleAtRealTimePace() throws Exception {
    try (DeviceSession session = open("from_file", "silent")) {
      long start = ticker.nanoTime();
      for (int frame = 0; frame < 25; frame++) {
        AudioChunk heard = session.input().read().orElseThrow();
        assertThat(heard).isEqualTo(AudioChunk.of(16_000, ramp(1 + 320 * frame, 320).toArray()));
      }
      // 500 ms of sound, less the 200 ms a source may be ahead, at most 2 % too fast.
      assertThat(ticker.nanoTime() - start).isGreaterThan(250 * MILLI);
    }
  }

  @Test
  void speaksEverySampleInOrder() throws Exception {
    try (DeviceSession session = open("silent", "to_file")) {
      AudioOutput output = session.output();
      output.play(ramp(1, 4_800));
      output.play(ramp(4_801, 4_801));
      ticker.sleepUntil(output.queueEnd() + 100 * MILLI);
      assertThat(soundIn(written)).isEqualTo(ramp(1, 9_601));
    }
  }

  @Test
  void flushFallsSilentAndTheNextSoundIsHeard() throws Exception {
    try (DeviceSession session = open("silent", "to_file")) {
      AudioOutput output = session.output();
      long heard = output.play(ramp(1, 30_000));
      ticker.sleepUntil(heard + 100 * MILLI);
      output.flush();
      assertThat(output.queueEnd()).isLessThanOrEqualTo(ticker.nanoTime());
      ticker.sleepUntil(output.queueEnd() + 50 * MILLI);
      // 100 ms were due, 60 ms may be ahead, and a busy machine sleeps long: not the whole 625 ms.
      int before = Files.exists(written) ? soundIn(written).length() : 0;
      assertThat(before).isLessThan(48 * 400);
      output.play(ramp(1, 2_400));
      ticker.sleepUntil(output.queueEnd() + 100 * MILLI);
      // The file plug-in begins its file anew with each process.
      assertThat(soundIn(written)).isEqualTo(ramp(1, 2_400));
    }
  }

  @Test
  void anUnknownDeviceIsToldWithItsRemedy() {
    for (String[] devices : new String[][] {{"silent", "no_such"}, {"no_such", "silent"}}) {
      UpbeatException error =
          catchThrowableOfType(UpbeatException.class, () -> open(devices[0], devices[1]).close());
      assertThat(error.code()).isEqualTo("device-unavailable");
      assertThat(error.getMessage()).contains("'no_such' can't be opened", "Unknown PCM no_such");
      assertThat(error.remedy()).contains("aplay -l");
    }
  }

  @Test
  void aMissingProgramIsToldWithItsRemedy() {
    UpbeatException error =
        catchThrowableOfType(
            UpbeatException.class, () -> AlsaProcess.start(List.of("no-such-arecord"), Map.of()));
    assertThat(error.code()).isEqualTo("device-unavailable");
    assertThat(error.remedy()).contains("alsa-utils");
  }

  @Test
  void whenArecordDiesReadThrowsOnceAndThenGoesOn() throws Exception {
    try (DeviceSession session = open("from_file", "silent")) {
      AudioInput input = session.input();
      assertThat(input.read()).isPresent();
      kill("16000");
      UpbeatException error =
          catchThrowableOfType(
              UpbeatException.class,
              () -> {
                while (input.read().isPresent()) {
                  // What was heard before it died is still delivered.
                }
              });
      assertThat(error.code()).isEqualTo("device-lost");
      assertThat(input.read()).isPresent();
    }
  }

  @Test
  void whenAplayDiesPlayThrowsOnceAndThenGoesOn() throws Exception {
    try (DeviceSession session = open("silent", "to_file")) {
      AudioOutput output = session.output();
      kill("48000");
      long heard = output.play(ramp(1, 9_600));
      ticker.sleepUntil(heard + 150 * MILLI);
      UpbeatException error =
          catchThrowableOfType(UpbeatException.class, () -> output.play(ramp(1, 480)));
      assertThat(error.code()).isEqualTo("device-lost");
      output.play(ramp(1, 4_800));
      ticker.sleepUntil(ticker.nanoTime() + 500 * MILLI);
      assertThat(soundIn(written)).isEqualTo(ramp(1, 4_800));
    }
  }

  @Test
  void closingLeavesNoProcessBehind() throws Exception {
    DeviceSession session = open("from_file", "to_file");
    assertThat(children()).hasSizeGreaterThanOrEqualTo(2);
    List<ProcessHandle> processes = children();
    session.close();
    for (ProcessHandle process : processes) {
      process.onExit().get(5, TimeUnit.SECONDS);
    }
    assertThat(session.input().read()).isEmpty();
  }

  @Test
  void namesOfDevicesAreListed() {
    assertThat(adapter.choices())
        .anySatisfy(
            choice -> {
              assertThat(choice.option()).isEqualTo("input-device");
              assertThat(choice.value()).isEqualTo("from_file");
              assertThat(choice.description()).isEqualTo("A recording");
            });
  }

  private DeviceSession open(String input, String output) {
    return adapter.open(
        new Settings(Map.of("input-device", input, "output-device", output), ticker));
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current()
        .children()
        .filter(
            process ->
                process
                    .info()
                    .command()
                    .map(c -> c.endsWith("arecord") || c.endsWith("aplay"))
                    .orElse(false))
        .toList();
  }

  /**
   * Ends what this test's own session started. Both are one executable: the rate tells them apart.
   */
  private static void kill(String rate) throws Exception {
    List<ProcessHandle> wanted =
        children().stream()
            .filter(process -> process.info().commandLine().orElse("").contains("--rate=" + rate))
            .toList();
    assertThat(wanted).hasSize(1);
    wanted.get(0).destroyForcibly();
    wanted.get(0).onExit().get(5, TimeUnit.SECONDS);
  }

  /** From the first sample that sounds to the last. */
  private static AudioChunk soundIn(Path raw) throws IOException {
    byte[] bytes = Files.readAllBytes(raw);
    short[] samples = new short[bytes.length / 2];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    int first = 0;
    while (first < samples.length && samples[first] == 0) {
      first++;
    }
    int end = samples.length;
    while (end > first && samples[end - 1] == 0) {
      end--;
    }
    return AudioChunk.of(48_000, samples, first, end - first);
  }

  private static AudioChunk ramp(int from, int length) {
    short[] samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) (from + i);
    }
    return AudioChunk.of(48_000, samples);
  }

  private static boolean installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}

package dev.upbeat.devices.wavfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.AudioInput;
import dev.upbeat.core.spi.DeviceAdapter.Settings;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.time.VirtualTicker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavInputTest {
  private static final long MILLI = 1_000_000L;

  @TempDir private Path folder;
  private final VirtualTicker ticker = new VirtualTicker();

  @Test
  void framesComeEveryTwentyMilliseconds() throws Exception {
    Path file = TestWav.of(1, 16, 1, 16_000).tone(440, 0.5).write(folder.resolve("a.wav"));
    ticker.advance(12_345);
    try (DeviceSession session =
        open(Map.of("input", file.toString(), "trailing-silence-ms", "100"))) {
      long start = ticker.nanoTime();
      for (int frame = 1; frame <= 30; frame++) {
        Optional<AudioChunk> heard = session.input().read();
        assertThat(heard).hasValueSatisfying(chunk -> assertThat(chunk.length()).isEqualTo(320));
        assertThat(ticker.nanoTime() - start).isEqualTo(20 * MILLI * frame);
      }
      assertThat(session.input().read()).isEmpty();
      assertThat(session.input().read()).isEmpty();
    }
  }

  @Test
  void everySampleArrivesOnceThenSilence() throws Exception {
    double[] ramp = new double[1_000];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (i + 1) / 32_768.0;
    }
    Path file = TestWav.of(1, 16, 1, 16_000).samples(ramp).write(folder.resolve("ramp.wav"));
    try (DeviceSession session =
        open(Map.of("input", file.toString(), "trailing-silence-ms", "1"))) {
      AudioChunk all = readAll(session.input());
      assertThat(all.length()).isEqualTo(1_016);
      for (int i = 0; i < all.length(); i++) {
        assertThat(all.sample(i)).isEqualTo((short) (i < 1_000 ? i + 1 : 0));
      }
    }
  }

  @Test
  void whoAsksLateCatchesUpWithoutDelay() throws Exception {
    Path file = TestWav.of(1, 16, 1, 16_000).tone(440, 1).write(folder.resolve("a.wav"));
    try (DeviceSession session = open(Map.of("input", file.toString()))) {
      session.input().read();
      ticker.advance(100 * MILLI);
      long late = ticker.nanoTime();
      for (int i = 0; i < 5; i++) {
        session.input().read();
        assertThat(ticker.nanoTime()).isEqualTo(late);
      }
      session.input().read();
      assertThat(ticker.nanoTime()).isEqualTo(140 * MILLI);
    }
  }

  @Test
  void fastPaceTakesNoTime() throws Exception {
    Path file = TestWav.of(1, 16, 1, 44_100).tone(440, 1).write(folder.resolve("a.wav"));
    try (DeviceSession session =
        open(Map.of("input", file.toString(), "pace", "fast", "trailing-silence-ms", "500"))) {
      assertThat(readAll(session.input()).length()).isEqualTo(24_000);
      assertThat(ticker.nanoTime()).isZero();
    }
  }

  @Test
  void silenceLastsUntilClosed() throws Exception {
    DeviceSession session = open(Map.of("silence", "true"));
    for (int i = 0; i < 500; i++) {
      assertThat(session.input().read().orElseThrow().rootMeanSquare()).isZero();
    }
    assertThat(ticker.nanoTime()).isEqualTo(10_000 * MILLI);
    session.close();
    assertThat(session.input().read()).isEmpty();
    session.close();
  }

  @Test
  void aClosedRecordingEnds() throws Exception {
    Path file = TestWav.of(1, 16, 1, 16_000).tone(440, 30).write(folder.resolve("a.wav"));
    DeviceSession session = open(Map.of("input", file.toString()));
    assertThat(session.input().read()).isPresent();
    session.close();
    assertThat(session.input().read()).isEmpty();
  }

  @Test
  void interruptsAreHonoured() {
    DeviceSession session = open(Map.of("silence", "true"));
    Thread.currentThread().interrupt();
    assertThatThrownBy(session.input()::read).isInstanceOf(InterruptedException.class);
    session.close();
  }

  @Test
  void twoHoursAreStreamedNotLoaded() throws Exception {
    // A sparse file: 2 h of 48 kHz stereo, 1.4 GB of nothing but its header.
    Path file =
        TestWav.of(1, 16, 2, 48_000).toldSize(0xFFFF_FFFFL).write(folder.resolve("long.wav"));
    try (java.io.RandomAccessFile grown = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      grown.setLength(44 + 4L * 48_000 * 7_200);
    }
    try (DeviceSession session = open(Map.of("input", file.toString()))) {
      Runtime runtime = Runtime.getRuntime();
      System.gc();
      long before = runtime.totalMemory() - runtime.freeMemory();
      for (int i = 0; i < 500; i++) {
        assertThat(session.input().read()).isPresent();
      }
      System.gc();
      assertThat(runtime.totalMemory() - runtime.freeMemory() - before).isLessThan(16L << 20);
    }
  }

  private DeviceSession open(Map<String, String> options) {
    return new WavFilesAdapter().open(new Settings(new HashMap<>(options), ticker));
  }

  private static AudioChunk readAll(AudioInput input) throws InterruptedException {
    AudioChunk all = AudioChunk.of(AudioInput.SAMPLE_RATE, new short[0]);
    for (Optional<AudioChunk> frame = input.read(); frame.isPresent(); frame = input.read()) {
      all = all.then(frame.get());
    }
    return all;
  }
}

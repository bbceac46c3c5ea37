package dev.upbeat.devices.wavfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.audio.Resampler;
import dev.upbeat.core.spi.DeviceAdapter.Settings;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.spi.RecordingOutput;
import dev.upbeat.core.time.VirtualTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavOutputTest {
  private static final long MILLI = 1_000_000L;
  private static final int RATE = 48_000;

  @TempDir private Path folder;
  private final VirtualTicker ticker = new VirtualTicker();
  private Path file;
  private DeviceSession session;
  private RecordingOutput output;

  @BeforeEach
  void open() {
    ticker.advance(777);
    file = folder.resolve("new folder").resolve("answer.wav");
    session = open(Map.of());
    output = (RecordingOutput) session.output();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void soundIsPlacedToTheSampleWithSilenceBetween() {
    ticker.advance(10 * MILLI);
    assertThat(output.play(sound(100, 1))).isEqualTo(777 + 10 * MILLI);
    assertThat(output.play(sound(50, 2))).isEqualTo(777 + 10 * MILLI + 100 * 1_000_000_000L / RATE);
    ticker.advance(20 * MILLI);
    assertThat(output.queueEnd()).isEqualTo(777 + 10 * MILLI + 150 * 1_000_000_000L / RATE);
    output.play(sound(30, 3));
    assertThat(recording())
        .isEqualTo(
            silence(480)
                .then(sound(100, 1))
                .then(sound(50, 2))
                .then(silence(1_440 - 630))
                .then(sound(30, 3)));
  }

  @Test
  void soundNeverComesBeforeItWasPlayedAndMeetsTheQueueEndExactly() {
    output.play(sound(1_001, 1));
    ticker.advance(output.queueEnd() - ticker.nanoTime());
    output.play(sound(10, 2));
    assertThat(recording()).isEqualTo(sound(1_001, 1).then(sound(10, 2)));
    ticker.advance(MILLI + 1);
    assertThat(output.play(sound(10, 3))).isBetween(ticker.nanoTime(), ticker.nanoTime() + 20_833);
  }

  @Test
  void theFileIsWholeAtEveryMoment() {
    output.play(sound(100, 1));
    assertThat(recording()).isEqualTo(sound(100, 1));
    output.play(sound(100, 2));
    assertThat(recording()).isEqualTo(sound(100, 1).then(sound(100, 2)));
  }

  @Test
  void flushCutsAtThePresent() {
    output.play(sound(4_800, 1));
    ticker.advance(25 * MILLI);
    output.flush();
    assertThat(output.queueEnd()).isEqualTo(ticker.nanoTime());
    assertThat(recording()).isEqualTo(sound(1_200, 1));
    ticker.advance(25 * MILLI);
    output.flush();
    output.play(sound(10, 2));
    assertThat(recording()).isEqualTo(sound(1_200, 1).then(silence(1_200)).then(sound(10, 2)));
  }

  @Test
  void flushOfNothingDoesNothing() {
    output.flush();
    assertThat(output.queueEnd()).isEqualTo(ticker.nanoTime());
    output.play(sound(10, 1));
    assertThat(recording()).isEqualTo(sound(10, 1));
  }

  @Test
  void startAtInThePastKeepsTheSilenceSince() {
    ticker.advance(5_000 * MILLI);
    output.startAt(ticker.nanoTime() - 600 * MILLI);
    output.play(sound(10, 1));
    assertThat(recording()).isEqualTo(silence(28_800).then(sound(10, 1)));
  }

  @Test
  void startAtCutsWhatWasPlayedBefore() {
    output.play(sound(4_800, 1));
    ticker.advance(50 * MILLI);
    output.startAt(ticker.nanoTime());
    output.play(sound(10, 2));
    assertThat(recording()).isEqualTo(sound(2_400, 1).then(sound(10, 2)));
    ticker.advance(1_000 * MILLI);
    output.startAt(ticker.nanoTime());
    assertThat(Files.exists(file)).isTrue();
    output.play(sound(10, 3));
    assertThat(recording()).isEqualTo(sound(10, 3));
    // Earlier than the beginning: what was cut does not come back.
    output.startAt(777);
    assertThat(recording()).isEqualTo(sound(10, 3));
  }

  @Test
  void startAtInTheFutureDropsWhatComesBefore() {
    output.startAt(ticker.nanoTime() + 10 * MILLI);
    output.play(sound(960, 1));
    ticker.advance(30 * MILLI);
    output.play(sound(10, 2));
    assertThat(recording()).isEqualTo(sound(480, 1).then(silence(480)).then(sound(10, 2)));
  }

  @Test
  void otherRatesAreResampledAsOneStream() {
    AudioChunk tone = tone(22_050, 1);
    output.play(sound(1, 0));
    ticker.advance(MILLI);
    for (int at = 0; at < tone.length(); at += 1_000) {
      output.play(tone.slice(at, Math.min(tone.length(), at + 1_000)));
    }
    assertThat(output.queueEnd() - 777).isCloseTo(1_001 * MILLI, within(21_000L));
    session.close();
    assertThat(recording()).isEqualTo(silence(48).then(Resampler.convert(tone, RATE)));
  }

  @Test
  void theRestOfAResampledStreamComesBeforeWhatFollows() {
    AudioChunk tone = tone(16_000, 0.1);
    AudioChunk converted = Resampler.convert(tone, RATE);
    output.play(sound(1, 0));
    output.play(tone);
    output.play(sound(20, 5));
    ticker.advance(500 * MILLI);
    output.play(tone);
    ticker.advance(50 * MILLI);
    output.flush();
    AudioChunk expected = sound(1, 0).then(converted).then(sound(20, 5));
    expected = expected.then(silence(24_000 - expected.length())).then(converted.slice(0, 2_400));
    assertThat(recording()).isEqualTo(expected);
  }

  @Test
  void theRateIsThatOfTheFirstSoundUnlessTold() {
    session.close();
    session = open(Map.of("output-rate", ""));
    session.output().play(tone(16_000, 0.1));
    assertThat(recording()).isEqualTo(tone(16_000, 0.1));
    session.close();
    session = open(Map.of("output-rate", "8000"));
    session.output().play(tone(16_000, 0.1));
    session.close();
    assertThat(recording()).isEqualTo(Resampler.convert(tone(16_000, 0.1), 8_000));
  }

  @Test
  void aLongSilenceTakesNoTimeAndNoDisk() {
    output.play(sound(10, 1));
    ticker.advance(3_600_000 * MILLI);
    output.play(sound(10, 2));
    assertThat(file.toFile().length()).isEqualTo(44 + 2 * (3_600L * RATE + 10));
    output.startAt(ticker.nanoTime());
    assertThat(recording()).isEqualTo(sound(10, 2));
  }

  @Test
  void withoutOutputTheQueueStillRuns() {
    try (DeviceSession mute =
        new WavFilesAdapter().open(new Settings(Map.of("silence", "true"), ticker))) {
      assertThat(mute.output().play(sound(480, 1))).isEqualTo(ticker.nanoTime());
      assertThat(mute.output().queueEnd()).isEqualTo(ticker.nanoTime() + 10 * MILLI);
      mute.output().flush();
      assertThat(mute.output().queueEnd()).isEqualTo(ticker.nanoTime());
    }
  }

  @Test
  void aSilentSessionLeavesAFileWithoutSound() {
    session.close();
    assertThat(file.toFile()).hasSize(44);
    assertThatThrownBy(() -> output.play(sound(1, 1)))
        .isInstanceOfSatisfying(
            UpbeatException.class, error -> assertThat(error.code()).isEqualTo("device-closed"));
  }

  private DeviceSession open(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(Map.of("silence", "true", "output", file.toString()));
    all.put("output-rate", "48000");
    all.putAll(options);
    return new WavFilesAdapter().open(new Settings(all, ticker));
  }

  private AudioChunk recording() {
    return WavFormatsTest.readAll(file);
  }

  private static AudioChunk sound(int samples, int value) {
    short[] all = new short[samples];
    Arrays.fill(all, (short) value);
    return AudioChunk.of(RATE, all);
  }

  private static AudioChunk silence(int samples) {
    return sound(samples, 0);
  }

  private static AudioChunk tone(int rate, double seconds) {
    short[] all = new short[(int) (rate * seconds)];
    for (int i = 0; i < all.length; i++) {
      all[i] = (short) (10_000 * Math.sin(2 * Math.PI * 440 * i / rate));
    }
    return AudioChunk.of(rate, all);
  }
}

package dev.upbeat.devices.soundcard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.audio.Resampler;
import dev.upbeat.core.time.Ticker;
import dev.upbeat.core.time.VirtualTicker;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoudspeakerOutputTest {
  private static final long MILLI = 1_000_000L;
  private static final int RATE = 48_000;

  private final ScriptedBackend backend = new ScriptedBackend("scripted", 16_000);

  @Test
  void everySampleIsHeardOnceWithSilenceBehind() throws Exception {
    try (LoudspeakerOutput output = open(new VirtualTicker())) {
      // Virtual time runs away while nobody plays: let both be queued before any is handed over.
      synchronized (output) {
        output.play(ramp(1, 5_000));
        output.play(ramp(5_001, 777));
      }
      AudioChunk heard = loudspeaker().heard(5_777 + 48 * 140);
      assertThat(heard.slice(0, 5_777)).isEqualTo(ramp(1, 5_777));
      assertThat(heard.slice(5_777, heard.length()).rootMeanSquare()).isZero();
    }
  }

  @Test
  void saysWhenTheFirstSampleWillBeHeard() {
    FrozenTicker ticker = new FrozenTicker();
    try (LoudspeakerOutput output = open(ticker)) {
      assertThat(output.queueEnd()).isEqualTo(ticker.nanoTime());
      long first = output.play(ramp(1, RATE / 10));
      assertThat(first).isEqualTo(ticker.nanoTime() + 10 * MILLI);
      assertThat(output.play(ramp(1, RATE / 10))).isEqualTo(first + 100 * MILLI);
      assertThat(output.queueEnd()).isEqualTo(first + 200 * MILLI);
    }
  }

  @Test
  void handsOverNoMoreThanTheLatencyAhead() throws Exception {
    FrozenTicker ticker = new FrozenTicker();
    try (LoudspeakerOutput output = open(ticker)) {
      output.play(ramp(1, RATE));
      loudspeaker().heard(480 * 6);
      ticker.awaitSleeper();
      // 60 ms of latency: the sixth block ends 10 + 60 ms from now, the seventh has to wait.
      assertThat(loudspeaker().heard(0).length()).isEqualTo(480 * 6);
    }
  }

  @Test
  void soundThatComesInTimeFollowsWithoutAGap() throws Exception {
    FrozenTicker ticker = new FrozenTicker();
    try (LoudspeakerOutput output = open(ticker)) {
      output.play(ramp(1, 1_000));
      loudspeaker().heard(960);
      ticker.awaitSleeper();
      ticker.advance(15 * MILLI);
      output.play(ramp(1_001, 2_000));
      ticker.advance(6 * MILLI);
      assertThat(loudspeaker().heard(2_880)).isEqualTo(ramp(1, 2_880));
    }
  }

  @Test
  void flushFallsSilentAtOnceAndGoesOnAfterwards() throws Exception {
    FrozenTicker ticker = new FrozenTicker();
    try (LoudspeakerOutput output = open(ticker)) {
      output.flush();
      assertThat(loudspeaker().discards()).isZero();
      output.play(ramp(1, RATE));
      loudspeaker().heard(480);
      ticker.awaitSleeper();
      output.flush();
      assertThat(loudspeaker().discards()).isEqualTo(1);
      assertThat(output.queueEnd()).isEqualTo(ticker.nanoTime());
      int before = loudspeaker().heard(0).length();
      output.play(ramp(20_000, 960));
      ticker.advance(100 * MILLI);
      AudioChunk after = loudspeaker().heard(before + 960);
      assertThat(after.slice(before, before + 960)).isEqualTo(ramp(20_000, 960));
    }
  }

  @Test
  void otherRatesAreResampledAsOneStream() throws Exception {
    AudioChunk tone = tone(22_050);
    FrozenTicker ticker = new FrozenTicker();
    try (LoudspeakerOutput output = open(ticker)) {
      for (int at = 0; at < tone.length(); at += 441) {
        output.play(tone.slice(at, at + 441));
      }
      // Whatever it waits for, more sound or the time to hand it over, it has waited long enough.
      ticker.advance(60 * MILLI);
      AudioChunk expected = Resampler.convert(tone, RATE);
      AudioChunk heard = loudspeaker().heard(480 * 6);
      assertThat(heard).isEqualTo(expected.slice(0, heard.length()));
    }
  }

  @Test
  void theRoomIsGivenTimeToFallSilent() throws Exception {
    FrozenTicker ticker = new FrozenTicker();
    try (LoudspeakerOutput output = open(ticker)) {
      assertThat(output.echoes()).isFalse();
      output.play(ramp(1, RATE / 20));
      loudspeaker().heard(RATE / 20);
      assertThat(output.echoes()).isTrue();
      ticker.advance(359 * MILLI);
      assertThat(output.echoes()).isTrue();
      ticker.advance(MILLI);
      assertThat(output.echoes()).isFalse();
      output.playCue(ramp(1, RATE / 100));
      assertThat(output.echoes()).isTrue();
      ticker.advance(100 * MILLI);
      assertThat(output.echoes()).isFalse();
      output.play(ramp(1, RATE));
      output.flush();
      ticker.advance(299 * MILLI);
      assertThat(output.echoes()).isTrue();
      ticker.advance(MILLI);
      assertThat(output.echoes()).isFalse();
    }
  }

  @Test
  void aLostLoudspeakerIsToldOnceThenOpenedAnew() throws Exception {
    try (LoudspeakerOutput output = open(new VirtualTicker())) {
      loudspeaker().broken = true;
      assertThatThrownBy(() -> playUntilItFails(output))
          .isInstanceOfSatisfying(
              UpbeatException.class, error -> assertThat(error.code()).isEqualTo("device-lost"));
      backend.unplugged = true;
      assertThatThrownBy(() -> playUntilItFails(output))
          .isInstanceOfSatisfying(
              UpbeatException.class,
              error -> assertThat(error.code()).isEqualTo("device-unavailable"));
      backend.unplugged = false;
      output.play(ramp(7, 480));
      while (backend.loudspeakers.size() < 2) {
        Thread.onSpinWait();
      }
      assertThat(backend.loudspeakers.get(1).heard(480).slice(0, 480)).isEqualTo(ramp(7, 480));
    }
  }

  @Test
  void closedItTakesNothing() {
    LoudspeakerOutput output = open(new VirtualTicker());
    output.close();
    output.close();
    output.flush();
    assertThatThrownBy(() -> output.play(ramp(1, 10)))
        .isInstanceOfSatisfying(
            UpbeatException.class, error -> assertThat(error.code()).isEqualTo("device-closed"));
  }

  private static void playUntilItFails(LoudspeakerOutput output) {
    long giveUp = System.nanoTime() + 10_000 * MILLI;
    while (System.nanoTime() < giveUp) {
      output.play(ramp(1, 480));
      Thread.yield();
    }
  }

  private ScriptedBackend.Loudspeaker loudspeaker() {
    return backend.loudspeakers.get(0);
  }

  private LoudspeakerOutput open(Ticker ticker) {
    SoundCardOptions options = SoundCardOptions.of(Map.of());
    return new LoudspeakerOutput(() -> backend.openPlayback(options), 60, ticker);
  }

  private static AudioChunk ramp(int from, int length) {
    short[] samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) (from + i);
    }
    return AudioChunk.of(RATE, samples);
  }

  private static AudioChunk tone(int rate) {
    short[] samples = new short[rate];
    for (int i = 0; i < rate; i++) {
      samples[i] = (short) (9_000 * Math.sin(2 * Math.PI * 440 * i / rate));
    }
    return AudioChunk.of(rate, samples);
  }
}

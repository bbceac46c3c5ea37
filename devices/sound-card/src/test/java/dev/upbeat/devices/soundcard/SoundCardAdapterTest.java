package dev.upbeat.devices.soundcard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.DeviceAdapter.Settings;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.spi.DeviceSession.Cue;
import dev.upbeat.core.time.VirtualTicker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class SoundCardAdapterTest {
  private final ScriptedBackend alsa = new ScriptedBackend("alsa", 16_000);
  private final ScriptedBackend java = new ScriptedBackend("java", 16_000);
  private final SoundCardAdapter adapter = new SoundCardAdapter(List.of(alsa, java));

  @Test
  void autoTakesTheFirstThatWorks() {
    open(Map.of()).close();
    assertThat(alsa.microphones).hasSize(1);
    alsa.unplugged = true;
    open(Map.of("backend", "auto")).close();
    assertThat(java.microphones).hasSize(1);
  }

  @Test
  void aNamedBackendIsTheOnlyOneTried() {
    open(Map.of("backend", "java")).close();
    assertThat(alsa.loudspeakers).isEmpty();
    alsa.unplugged = true;
    UpbeatException error = fails(Map.of("backend", "alsa"));
    assertThat(error.code()).isEqualTo("device-unavailable");
    assertThat(error.getMessage()).contains("loudspeaker of alsa").doesNotContain("java");
    assertThat(error.remedy()).contains("Another program uses it");
  }

  @Test
  void whatEveryBackendSaidIsTold() {
    alsa.unplugged = true;
    java.unplugged = true;
    UpbeatException error = fails(Map.of());
    assertThat(error.code()).isEqualTo("device-unavailable");
    assertThat(error.getMessage()).contains("tried alsa, java", "of alsa", "of java");
  }

  @ParameterizedTest
  @CsvSource({
    "backend, pulse, device-option-invalid, 'auto, alsa, java'",
    "duplex, none, device-option-invalid, 'half, full'",
    "cues, on, device-option-invalid, 'off, tones'",
    "latency-ms, 5, device-option-invalid, 20 to 1000",
    "input-rate, 100, device-option-invalid, 8000",
    "device, hw, device-option-unknown, input-device"
  })
  void optionsAreReadStrictly(String name, String value, String code, String remedy) {
    UpbeatException error = fails(Map.of(name, value));
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.remedy()).contains(remedy);
    assertThat(adapter.description()).contains("latency-ms");
  }

  @Test
  void halfDuplexHearsSilenceWhileItSpeaksFullDuplexHears() throws Exception {
    for (String duplex : List.of("half", "full")) {
      FrozenTicker ticker = new FrozenTicker();
      alsa.microphones.clear();
      try (DeviceSession session = adapter.open(new Settings(Map.of("duplex", duplex), ticker))) {
        // Held back at 200 ms ahead; what is heard from here on comes after the sound began.
        ticker.awaitSleeper();
        session.output().play(AudioChunk.of(48_000, new short[48_000]));
        ticker.advance(400_000_000L);
        for (int frame = 0; frame < 12; frame++) {
          session.input().read();
        }
        boolean silent = session.input().read().orElseThrow().rootMeanSquare() == 0;
        assertThat(silent).as(duplex).isEqualTo(duplex.equals("half"));
      }
    }
  }

  @Test
  void cuesAreHeardOnlyIfWanted() throws Exception {
    try (DeviceSession session = open(Map.of("cues", "tones"))) {
      session.cue(Cue.LISTENING);
      int tone = 48 * Earcon.MILLIS;
      assertThat(alsa.loudspeakers.get(0).heard(tone).slice(0, tone))
          .isEqualTo(Earcon.of(Cue.LISTENING).orElseThrow());
    }
    try (DeviceSession session = open(Map.of())) {
      session.cue(Cue.LISTENING);
      assertThat(alsa.loudspeakers.get(1).heard(0).isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Cue.class)
  void tonesAreShortSoftAndWithoutClick(Cue cue) {
    boolean sounds = cue == Cue.LISTENING || cue == Cue.ERROR;
    assertThat(Earcon.of(cue).isPresent()).isEqualTo(sounds);
    Earcon.of(cue)
        .ifPresent(
            tone -> {
              assertThat(tone.duration().toMillis()).isLessThanOrEqualTo(80);
              assertThat(tone.rootMeanSquare()).isBetween(0.02, 0.1);
              assertThat(Math.abs(tone.sample(1))).isLessThan((short) 5);
              assertThat(Math.abs(tone.sample(tone.length() - 1))).isLessThan((short) 5);
            });
  }

  @Test
  void choicesOfAllBackendsAreListed() {
    assertThat(adapter.choices()).extracting("value").containsExactly("alsa", "java");
    // On a machine without a card there may be none; asking is harmless.
    assertThat(new SoundCardAdapter().choices()).isNotNull();
  }

  private DeviceSession open(Map<String, String> options) {
    return adapter.open(new Settings(options, new VirtualTicker()));
  }

  private UpbeatException fails(Map<String, String> options) {
    return catchThrowableOfType(UpbeatException.class, () -> open(options));
  }
}

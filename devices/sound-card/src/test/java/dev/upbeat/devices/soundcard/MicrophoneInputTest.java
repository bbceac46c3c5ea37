package dev.upbeat.devices.soundcard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.time.VirtualTicker;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MicrophoneInputTest {
  private static final SoundCardOptions OPTIONS = SoundCardOptions.of(Map.of());

  private final VirtualTicker ticker = new VirtualTicker();
  private ScriptedBackend backend = new ScriptedBackend("scripted", 16_000);

  @Test
  void framesArriveInOrderAndWhole() throws Exception {
    try (MicrophoneInput input = open(50 * 320, () -> false)) {
      backend.microphones.get(0).awaitExhausted();
      for (int frame = 0; frame < 50; frame++) {
        AudioChunk chunk = input.read().orElseThrow();
        assertThat(chunk.length()).isEqualTo(320);
        assertThat(chunk.sampleRate()).isEqualTo(16_000);
        assertThat(chunk.sample(0)).isEqualTo((short) (frame * 320 + 1));
        assertThat(chunk.sample(319)).isEqualTo((short) (frame * 320 + 320));
      }
      assertThat(input.overruns()).isZero();
    }
  }

  @Test
  void aSourceThatIsNoCardIsHeldToRealTime() {
    // A scripted source delivers at once: only the pace lets time pass.
    try (MicrophoneInput input = open(90 * 320, () -> false)) {
      backend.microphones.get(0).awaitExhausted();
      assertThat(input.overruns()).isZero();
      long atMostSpeed = 90 * 20_000_000L * 98 / 100;
      assertThat(ticker.nanoTime()).isEqualTo(atMostSpeed - 200_000_000L);
    }
  }

  @Test
  void aSlowReaderLosesSoundNotTime() throws Exception {
    try (MicrophoneInput input = open(130 * 320, () -> false)) {
      backend.microphones.get(0).awaitExhausted();
      assertThat(input.overruns()).isEqualTo(MicrophoneInput.MOST_FRAMES);
      // What comes now is fresh: the hundred frames before it are gone.
      assertThat(input.read().orElseThrow().sample(0)).isEqualTo((short) (100 * 320 + 1));
    }
  }

  @Test
  void otherRatesAreConverted() throws Exception {
    backend = new ScriptedBackend("scripted", 44_100);
    try (MicrophoneInput input = open(44_100, () -> false)) {
      backend.microphones.get(0).awaitExhausted();
      for (int frame = 0; frame < 49; frame++) {
        AudioChunk chunk = input.read().orElseThrow();
        assertThat(chunk.length()).isEqualTo(320);
      }
    }
  }

  @Test
  void whileItSpeaksItHearsSilence() throws Exception {
    try (MicrophoneInput input = open(5 * 320, () -> true)) {
      for (int frame = 0; frame < 5; frame++) {
        assertThat(input.read().orElseThrow().rootMeanSquare()).isZero();
      }
    }
  }

  @Test
  void aLostMicrophoneIsToldOnceThenOpenedAnew() throws Exception {
    try (MicrophoneInput input = open(320, () -> false)) {
      assertThat(input.read()).isPresent();
      backend.unplugged = true;
      backend.microphones.get(0).breakDown();
      assertThatThrownBy(input::read)
          .isInstanceOfSatisfying(
              UpbeatException.class,
              error -> {
                assertThat(error.code()).isEqualTo("device-lost");
                assertThat(error.retryable()).isTrue();
              });
      assertThatThrownBy(input::read)
          .isInstanceOfSatisfying(
              UpbeatException.class,
              error -> assertThat(error.code()).isEqualTo("device-unavailable"));
      backend.unplugged = false;
      assertThat(input.read()).isPresent();
      assertThat(backend.microphones).hasSize(2);
    }
  }

  @Test
  void closingEndsAWaitingRead() throws Exception {
    MicrophoneInput input = open(0, () -> false);
    Thread closer = new Thread(input::close);
    closer.start();
    Optional<AudioChunk> nothing = input.read();
    assertThat(nothing).isEmpty();
    closer.join();
    assertThat(input.read()).isEmpty();
  }

  private MicrophoneInput open(int most, EchoGate gate) {
    return new MicrophoneInput(
        () -> {
          SoundBackend.CaptureLine line = backend.openCapture(OPTIONS);
          int opened = backend.microphones.size();
          backend.microphones.get(opened - 1).most = opened == 1 ? most : Integer.MAX_VALUE;
          return line;
        },
        gate,
        ticker);
  }
}

package dev.upbeat.devices.soundcard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.upbeat.core.UpbeatException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a mixer that is no card but is found, opened, read and written as one. */
@Timeout(30)
class JavaSoundBackendTest {
  private final JavaSoundBackend backend = new JavaSoundBackend();

  @Test
  void recordsAtTheNearestRateAndMixesDown() {
    try (SoundBackend.CaptureLine line = backend.openCapture(options("UPBEAT loop"))) {
      assertThat(line.sampleRate()).isEqualTo(44_100);
      short[] heard = new short[882];
      line.read(heard);
      for (int i = 0; i < heard.length; i++) {
        assertThat(heard[i]).isEqualTo((short) i);
      }
      line.close();
      UpbeatException error =
          catchThrowableOfType(UpbeatException.class, () -> line.read(new short[10]));
      assertThat(error.code()).isEqualTo("device-lost");
    }
  }

  @Test
  void playsOnEveryChannel() {
    try (SoundBackend.PlaybackLine line = backend.openPlayback(options("loopback"))) {
      assertThat(line.sampleRate()).isEqualTo(44_100);
      int before = LoopbackMixerProvider.played().length;
      line.write(new short[] {1, 258});
      byte[] played = LoopbackMixerProvider.played();
      assertThat(Arrays.copyOfRange(played, before, played.length))
          .containsExactly(1, 0, 1, 0, 2, 1, 2, 1);
      line.discard();
      line.close();
      UpbeatException error =
          catchThrowableOfType(UpbeatException.class, () -> line.write(new short[10]));
      assertThat(error.code()).isEqualTo("device-lost");
    }
  }

  @Test
  void aNameNobodyHasIsToldWithThoseThereAre() {
    UpbeatException error =
        catchThrowableOfType(
            UpbeatException.class, () -> backend.openCapture(options("no such mixer")));
    assertThat(error.code()).isEqualTo("device-unavailable");
    assertThat(error.getMessage())
        .contains("no microphone named 'no such mixer'", LoopbackMixerProvider.NAME);
  }

  @Test
  void mixersAreListed() {
    assertThat(backend.choices())
        .filteredOn(choice -> choice.value().equals(LoopbackMixerProvider.NAME))
        .extracting("option")
        .containsExactly("input-device", "output-device");
  }

  private static SoundCardOptions options(String mixer) {
    return SoundCardOptions.of(
        Map.of("backend", "java", "input-device", mixer, "output-device", mixer));
  }
}

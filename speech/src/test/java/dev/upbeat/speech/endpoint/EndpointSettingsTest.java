package dev.upbeat.speech.endpoint;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndpointSettingsTest {
  @Test
  void namesTheValueThatIsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(0.5, 0.6, 440))
        .withMessage("silenceThreshold must be in 0…speechThreshold, is 0.6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(0.5, 0.35, 100))
        .withMessageContaining("pause must be in 40…100 ms, is 160 ms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(0.5, 0.35, 700))
        .withMessageContaining("finishedSilence must be in 160…640 ms, is 700 ms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(Double.NaN, 0.35, 440))
        .withMessageContaining("speechThreshold");
  }

  private static EndpointSettings settings(double speech, double silence, int finishedMs) {
    EndpointSettings d = EndpointSettings.defaults();
    return new EndpointSettings(
        speech,
        silence,
        d.minimumSpeech(),
        d.pause(),
        Duration.ofMillis(finishedMs),
        d.undecidedSilence(),
        d.unfinishedSilence(),
        d.stability(),
        d.maximumUtterance(),
        d.lead(),
        d.tail(),
        d.nearField());
  }
}

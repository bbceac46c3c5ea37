package dev.upbeat.wearable.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicrophoneCheckTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, -120, WEAK, digital silence, unmute",
    "19200, 0, 0, -120, WEAK, digital silence, unmute",
    "19200, 3, 0, -88, WEAK, very quiet, alsamixer",
    "19200, 32767, 900, -6, WEAK, overdriven, Lower",
    "19200, 9000, 0, -25, WEAK, loud for a room, hum",
    "19200, 200, 0, -58, FINE, -58 dB of full scale, ''",
  })
  void tellsWhatIsWrong(
      long samples,
      int peak,
      int clipped,
      double level,
      Finding.Level how,
      String what,
      String remedy) {
    Finding finding = MicrophoneCheck.judge(samples, peak, clipped, level);

    assertThat(finding.level()).isEqualTo(how);
    assertThat(finding.text()).contains(what);
    assertThat(finding.remedy().orElse("")).contains(remedy == null ? "" : remedy);
  }
}

package dev.upbeat.wearable.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.speech.endpoint.EndpointSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningSettingsTest {
  private static final DeviceConfig.Turn NOTHING = turn(null, null, null);

  @Test
  void whatNobodySetIsAsMeasured() {
    assertThat(ListeningSettings.of(NOTHING, NOTHING)).isEqualTo(EndpointSettings.defaults());
  }

  @ParameterizedTest
  @CsvSource({
    "'300', 300, 640, 900",
    "'1200', 1200, 1200, 1200",
    "'700,800', 700, 800, 900",
    "'500,500,2000', 500, 500, 2000",
  })
  void fewerNumbersSayItForTheRest(String given, int finished, int undecided, int unfinished) {
    List<Integer> values = Arrays.stream(given.split(",")).map(Integer::valueOf).toList();
    EndpointSettings settings = ListeningSettings.of(turn(values, null, null), NOTHING);

    assertThat(settings.finishedSilence()).isEqualTo(Duration.ofMillis(finished));
    assertThat(settings.undecidedSilence()).isEqualTo(Duration.ofMillis(undecided));
    assertThat(settings.unfinishedSilence()).isEqualTo(Duration.ofMillis(unfinished));
  }

  @Test
  void theCommandLineBeatsTheFile() {
    EndpointSettings settings =
        ListeningSettings.of(turn(List.of(300), 60.0, 0.0), turn(null, 12.5, 20.0));

    assertThat(settings.finishedSilence()).isEqualTo(Duration.ofMillis(300));
    assertThat(settings.maximumUtterance()).isEqualTo(Duration.ofMillis(12_500));
    assertThat(settings.nearField()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"199", "5001", "-1", "900,640", "1,2,3,4", "400,500,600,700"})
  void patienceThatCannotWorkIsNamed(String given) {
    List<Integer> values = Arrays.stream(given.split(",")).map(Integer::valueOf).toList();
    refused(turn(values, null, null), "--patience", values.toString(), "200 to 5000 ms");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.9, 301, 0, -5, Double.NaN, Double.POSITIVE_INFINITY})
  void aLongestRequestThatCannotWorkIsNamed(double seconds) {
    refused(turn(null, seconds, null), "--longest-request", "", "from 2 to 300");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 5.9, 41, -3, Double.NaN})
  void aNearFieldThatCannotWorkIsNamed(double decibels) {
    refused(turn(null, null, decibels), "--near-field", "", "from 6");
  }

  private static void refused(DeviceConfig.Turn option, String name, String value, String remedy) {
    assertThatThrownBy(() -> ListeningSettings.of(NOTHING, option))
        .isInstanceOfSatisfying(
            UpbeatException.class,
            e -> {
              assertThat(e.code()).isEqualTo("setting-invalid");
              assertThat(e.getMessage()).contains(name).contains(value);
              assertThat(e.remedy()).contains(remedy);
            });
    assertThatThrownBy(() -> ListeningSettings.of(option, NOTHING))
        .hasMessageContaining("turn." + name.substring(2));
  }

  private static DeviceConfig.Turn turn(
      @Nullable List<Integer> patience, @Nullable Double longest, @Nullable Double nearField) {
    return new DeviceConfig.Turn(null, patience, longest, nearField);
  }
}

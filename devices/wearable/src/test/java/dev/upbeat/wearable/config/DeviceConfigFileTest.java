package dev.upbeat.wearable.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceConfigFileTest {
  @TempDir private Path folder;

  @Test
  void readsEverySetting() throws IOException {
    DeviceConfig config =
        read(
            """
            [server]
            url = "https://upbeat.example"
            token-file = "/run/secrets/upbeat"
            [turn]
            correction-method = "natural-redirection"
            patience-ms = [500, 700, 1000]
            longest-request-s = 20
            near-field-db = 12.5
            [models]
            opener = "swen-28m"
            recognizer = "vosk-starter-en"
            [device]
            adapter = "sound-card"
            [device.options]
            backend = "alsa"
            """);

    assertThat(config.server().url()).isEqualTo("https://upbeat.example");
    assertThat(config.server().tokenFile()).isEqualTo("/run/secrets/upbeat");
    assertThat(config.turn().correctionMethod()).isEqualTo("natural-redirection");
    assertThat(config.turn().patienceMs()).containsExactly(500, 700, 1000);
    assertThat(config.turn().longestRequestSeconds()).isEqualTo(20);
    assertThat(config.turn().nearFieldDb()).isEqualTo(12.5);
    assertThat(config.models().opener()).isEqualTo("swen-28m");
    assertThat(config.device().options()).isEqualTo(Map.of("backend", "alsa"));
  }

  @Test
  void aMissingUsualFileMeansDefaultsAMissingNamedOneAnError() {
    assertThat(DeviceConfigFile.usual(Map.of("XDG_CONFIG_HOME", folder.toString())).read())
        .isEqualTo(DeviceConfig.DEFAULTS);
    assertThatThrownBy(() -> DeviceConfigFile.at(folder.resolve("none.toml")).read())
        .isInstanceOfSatisfying(
            UpbeatException.class, e -> assertThat(e.code()).isEqualTo("config-unreadable"))
        .hasMessageContaining("none.toml");
  }

  @Test
  void mistakesAreNamedWithPlaceAndRemedy() {
    assertThatThrownBy(() -> read("[server]\nurl = \n"))
        .isInstanceOf(UpbeatException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> read("[server]\nulr = \"x\"\n"))
        .hasMessageContaining("server.ulr")
        .isInstanceOfSatisfying(
            UpbeatException.class, e -> assertThat(e.remedy()).contains("url", "token-file"));
    assertThatThrownBy(() -> read("server = 3\n")).hasMessageContaining("server");
    assertThatThrownBy(() -> read("[turn]\npatience-ms = [\"long\"]\n"))
        .hasMessageContaining("turn.patience-ms");
    assertThatThrownBy(() -> read("[turn]\npatience-ms = 0.8\n"))
        .hasMessageContaining("turn.patience-ms");
    assertThatThrownBy(() -> read("[turn]\nlongest-request-s = \"long\"\n"))
        .hasMessageContaining("turn.longest-request-s");
  }

  @Test
  void oneNumberOfPatienceNeedsNoBrackets() throws IOException {
    assertThat(read("[turn]\npatience-ms = 800\n").turn().patienceMs()).containsExactly(800);
  }

  @Test
  void theTokenIsNeverShown() throws IOException {
    assertThat(read("[server]\ntoken = \"secret\"\n").toString()).doesNotContain("secret");
  }

  private DeviceConfig read(String toml) throws IOException {
    return DeviceConfigFile.at(Files.writeString(folder.resolve("device.toml"), toml)).read();
  }
}

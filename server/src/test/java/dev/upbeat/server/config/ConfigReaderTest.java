package dev.upbeat.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.server.config.UpstreamSettings.Prefill;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  @TempDir Path folder;

  @Test
  void theEmbeddedModelOnLoopbackIsTheDefault() {
    ServerConfig config =
        ConfigReader.read(CommandLineSettings.none(), Map.of("XDG_CONFIG_HOME", "/nowhere"));
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(ConfigReader.USUAL_PORT);
    assertThat(config.upstream().url()).isEmpty();
    assertThat(config.token()).isEmpty();
  }

  @Test
  void readsTheFileWhereItUsuallyIs() throws Exception {
    Files.createDirectories(folder.resolve("upbeat"));
    Files.writeString(
        folder.resolve("upbeat/server.toml"),
        """
        port = 9000
        token = "file-token"
        [upstream]
        url = "http://box:8000/v1"
        model = "from-file"
        key = "file-key"
        prefill = "vllm"
        first-token-timeout-ms = 2500
        [answer]
        most-words = 30
        [limits]
        concurrent = 2
        """);
    ServerConfig config =
        ConfigReader.read(
            CommandLineSettings.none(),
            Map.of(
                "XDG_CONFIG_HOME", folder.toString(), "UPBEAT_UPSTREAM_MODEL", "from-environment"));
    assertThat(config.port()).isEqualTo(9000);
    assertThat(config.token()).contains("file-token");
    assertThat(config.upstream().prefill()).isEqualTo(Prefill.VLLM);
    assertThat(config.upstream().model()).contains("from-environment");
    assertThat(config.upstream().firstTokenTimeout()).hasMillis(2500);
    assertThat(config.length().orElseThrow().mostWords()).isEqualTo(30);
    assertThat(config.limits().concurrent()).isEqualTo(2);
    assertThat(config.toString() + config.upstream()).doesNotContain("file-token", "file-key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "port = 1\\nhost = localhost|line 2",
        "prot = 1|no setting 'prot'",
        "[upstream]\\nulr = \"x\"|no setting 'upstream.ulr'",
        "port = \"x\"|'port' must be a whole number",
        "port = 70000|'port' must be a whole number from 0 to 65535",
        "[upstream]\\nprefill = \"yes\"|'upstream.prefill' must be",
        "[upstream]\\ntemperature = 3|'upstream.temperature' must be a number",
        "[upstream]\\nurl = \"ftp://x\"|neither 'embedded' nor an http(s) URL",
        "[answer]\\nmost-words = 10\\nenough-words = 20|at most answer.most-words",
      })
  void mistakesAreNamed(String text, String message) throws Exception {
    Path file = folder.resolve("server.toml");
    Files.writeString(file, text.replace("\\n", "\n"));
    assertThatThrownBy(() -> ConfigReader.read(with(file), Map.of()))
        .isInstanceOfSatisfying(
            UpbeatException.class,
            error -> {
              assertThat(error.getMessage()).contains(message);
              assertThat(error.remedy()).isNotBlank();
            });
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    Path file = folder.resolve("absent.toml");
    assertThatThrownBy(() -> ConfigReader.read(with(file), Map.of()))
        .isInstanceOf(UpbeatException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void openAisKeyGoesToOpenAiOnly() {
    Map<String, String> openAi =
        Map.of("UPBEAT_UPSTREAM_URL", "https://api.openai.com/v1", "OPENAI_API_KEY", "sk-1");
    Map<String, String> other =
        Map.of("UPBEAT_UPSTREAM_URL", "https://example.org/v1", "OPENAI_API_KEY", "sk-1");
    assertThat(ConfigReader.read(CommandLineSettings.none(), openAi).upstream().key())
        .contains("sk-1");
    assertThat(ConfigReader.read(CommandLineSettings.none(), other).upstream().key()).isEmpty();
  }

  private static CommandLineSettings with(Path file) {
    return new CommandLineSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(file),
        Optional.empty(),
        false);
  }
}

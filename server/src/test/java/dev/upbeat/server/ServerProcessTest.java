package dev.upbeat.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.server.upstream.ScriptedUpstream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: how it starts, announces itself and ends. */
class ServerProcessTest {
  @TempDir Path folder;

  @Test
  void announcesItselfAndEndsOnSigtermWithAStreamUnderWay() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream(ScriptedUpstream.stallingAfter(" Li"))) {
      Path announcement = folder.resolve("server.json");
      Process server =
          start("--upstream", upstream.url().toString(), "--announce", announcement.toString());
      String ready = server.inputReader(StandardCharsets.UTF_8).readLine();
      assertThat(ready)
          .contains("ready at http://127.0.0.1:", "answering with some-model (http://");
      while (Files.notExists(announcement)) {
        Thread.onSpinWait();
      }
      JsonNode announced = new ObjectMapper().readTree(Files.readString(announcement));
      assertThat(announced.path("pid").asLong()).isEqualTo(server.pid());

      HttpResponse<InputStream> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(announced.path("url").asText() + "/v1/continuations"))
                      .POST(BodyPublishers.ofString("{\"turnId\":\"1\",\"request\":\"hello\"}"))
                      .build(),
                  BodyHandlers.ofInputStream());
      assertThat(response.body().read()).isPositive();
      long begin = System.nanoTime();
      server.destroy();
      assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isLessThan(3_000);
    }
  }

  @Test
  void endsWhenStandardInputIsClosed() throws Exception {
    Process server = start("--upstream", "http://127.0.0.1:9/v1", "--exit-with-stdin");
    assertThat(server.inputReader(StandardCharsets.UTF_8).readLine()).contains("ready");
    server.getOutputStream().close();
    assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
  }

  @Test
  void endsWithItsParent() throws Exception {
    Process parent = new ProcessBuilder("cat").start();
    Process server =
        start(
            "--upstream",
            "http://127.0.0.1:9/v1",
            "--exit-with-parent",
            String.valueOf(parent.pid()));
    assertThat(server.inputReader(StandardCharsets.UTF_8).readLine()).contains("ready");
    parent.getOutputStream().close();
    assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void saysInOneLineWhatIsWrong() throws Exception {
    Process server = start("--host", "0.0.0.0", "--upstream", "http://127.0.0.1:9/v1");
    String error = new String(server.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(1);
    assertThat(error).startsWith("upbeat server: Listening on 0.0.0.0 without a token");
    assertThat(error.lines()).hasSize(1);
  }

  private Process start(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.upbeat.server.ServerMain",
                "--port",
                "0",
                "--model",
                "some-model"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    builder.environment().put("XDG_CACHE_HOME", folder.toString());
    return builder.start();
  }
}

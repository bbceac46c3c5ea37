package dev.upbeat.wearable.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.turn.Stage;
import dev.upbeat.core.turn.TurnEngine;
import dev.upbeat.core.turn.TurnEvent;
import dev.upbeat.core.turn.TurnReport;
import dev.upbeat.core.turn.TurnReport.Outcome;
import dev.upbeat.plugins.host.PluginHost;
import dev.upbeat.wearable.assistant.Assistant;
import dev.upbeat.wearable.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole turns: real audio, real engines, real plugin zips, a real server process with a real model.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TurnEndToEndTest {
  @TempDir private static Path folder;

  private ServerProcess server;
  private String url;
  private PluginHost plugins;
  private Assistant assistant;

  @BeforeAll
  void start() throws InterruptedException {
    server = Bench.server(folder.resolve("server.log"), 0);
    url = server.awaitReady().url();
    plugins = Bench.plugins();
    assistant = Bench.assistant(plugins, url, Optional.empty());
  }

  @AfterAll
  void stop() {
    if (assistant != null) {
      assistant.close();
      plugins.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void answersARecordedQuestionAndRecordsWhatAListenerHears() throws Exception {
    Path answer = folder.resolve("answer.wav");

    TurnReport report = ask(Bench.recording("05-why-do-cats-purr.wav"), answer, event -> {});

    assertThat(report.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(report.transcript()).isEqualTo("why do cats purr");
    assertThat(report.opener().text().split(" ")).hasSizeBetween(3, 8);
    assertThat(report.judgement().orElseThrow().accepted()).isTrue();
    assertThat(report.continuation()).isNotBlank();
    assertThat(report.languageModel().orElseThrow()).isNotBlank();
    assertInOrder(
        report,
        Stage.END_OF_SPEECH,
        Stage.ENDPOINT,
        Stage.FINAL_TRANSCRIPT,
        Stage.OPENER_TEXT,
        Stage.FIRST_AUDIO,
        Stage.OPENER_ENDED,
        Stage.FIRST_CONTINUATION_AUDIO,
        Stage.DONE);
    assertInOrder(report, Stage.OPENER_TEXT, Stage.REQUEST_SENT, Stage.FIRST_DELTA);
    double done = report.timeline().millis(Stage.DONE).orElseThrow();
    assertThat(millisOf(answer)).isCloseTo(done, within(80.0));
    assertThat(firstSoundMillis(answer))
        .isCloseTo(report.timeline().millis(Stage.FIRST_AUDIO).orElseThrow(), within(120.0));
    assertThat(wordsHeardIn(answer)).as("the opener, recognized back").contains("cats");
  }

  @Test
  void repairsAWrongOpenerInSpeech() throws Exception {
    try (Assistant wrong =
            Bench.assistant(plugins, url, Optional.of("The best way to cook rice is"));
        TurnEngine engine = wrong.converse(event -> {});
        DeviceSession device = wrong.openDevice("wav-files", Map.of("silence", "true"))) {
      TurnReport report = engine.answer("why do cats purr", device);

      assertThat(report.outcome()).isEqualTo(Outcome.ANSWERED);
      assertThat(report.judgement().orElseThrow().accepted()).isFalse();
      assertThat(report.correctionMethod()).contains("natural-redirection");
      assertThat(report.continuation()).contains("cat").doesNotContainIgnoringCase("wrong");
    }
  }

  @Test
  void aServerKilledInMidTurnIsToldInSpeechAndTheNextTurnWorks() throws Exception {
    ServerProcess victim = Bench.server(folder.resolve("victim.log"), 0);
    String victimUrl = victim.awaitReady().url();
    int port = Bench.portOf(victimUrl);
    try (Assistant device = Bench.assistant(plugins, victimUrl, Optional.empty())) {
      TurnReport broken =
          turn(
              device,
              "why do cats purr",
              event -> {
                if (event instanceof TurnEvent.OpenerChosen) {
                  victim.handle().descendants().forEach(ProcessHandle::destroyForcibly);
                  victim.handle().destroyForcibly();
                  victim.handle().onExit().join();
                }
              });

      assertThat(broken.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(broken.failure().orElseThrow().code())
          .isIn("continuator-lost", "continuator-unreachable");
      assertThat(broken.continuation()).contains("my server");
      assertThat(broken.timeline().nanos(Stage.DONE)).isPresent();

      try (ServerProcess successor = Bench.server(folder.resolve("successor.log"), port)) {
        assertThat(Bench.portOf(successor.awaitReady().url())).isEqualTo(port);
        assertThat(turn(device, "why do cats purr", event -> {}).outcome())
            .isEqualTo(Outcome.ANSWERED);
      }
    } finally {
      victim.close();
    }
  }

  @Test
  void silenceIsNoQuestion() throws Exception {
    Path silence = sound("silence.wav", Files.readAllBytes(silentWav(3)));

    assertThat(ask(silence, folder.resolve("none.wav"), event -> {}).outcome())
        .isEqualTo(Outcome.NO_SPEECH);
  }

  @Test
  void whatIsNoSoundIsRefusedByName() throws IOException {
    Path text = Files.writeString(folder.resolve("letter.wav"), "Dear assistant, how are you?");

    assertThatThrownBy(() -> ask(text, folder.resolve("none.wav"), event -> {}))
        .isInstanceOf(UpbeatException.class)
        .hasMessageContaining("letter.wav");
  }

  private TurnReport ask(Path question, Path answer, Consumer<TurnEvent> listener)
      throws InterruptedException {
    try (TurnEngine engine = assistant.converse(listener);
        DeviceSession device =
            assistant.openDevice(
                "wav-files", Map.of("input", question.toString(), "output", answer.toString()))) {
      return engine.listen(device);
    }
  }

  private static TurnReport turn(Assistant assistant, String request, Consumer<TurnEvent> listener)
      throws InterruptedException {
    try (TurnEngine engine = assistant.converse(listener);
        DeviceSession device = assistant.openDevice("wav-files", Map.of("silence", "true"))) {
      return engine.answer(request, device);
    }
  }

  /** What our own ears make of an answer. */
  private Set<String> wordsHeardIn(Path wav) throws InterruptedException {
    try (TurnEngine engine = assistant.converse(event -> {});
        DeviceSession device = assistant.openDevice("wav-files", Map.of("input", wav.toString()))) {
      return Stream.of(engine.listen(device).transcript().split(" ")).collect(Collectors.toSet());
    }
  }

  private static void assertInOrder(TurnReport report, Stage... stages) {
    List<Double> instants =
        Stream.of(stages).map(stage -> report.timeline().millis(stage).orElseThrow()).toList();
    assertThat(instants).as(List.of(stages).toString()).isSorted();
  }

  private static double millisOf(Path wav) throws Exception {
    try (AudioInputStream audio = AudioSystem.getAudioInputStream(wav.toFile())) {
      return audio.getFrameLength() * 1000.0 / audio.getFormat().getFrameRate();
    }
  }

  private static double firstSoundMillis(Path wav) throws Exception {
    try (AudioInputStream audio = AudioSystem.getAudioInputStream(wav.toFile())) {
      byte[] bytes = audio.readAllBytes();
      int sample = 0;
      while (2 * sample + 1 < bytes.length
          && Math.abs((bytes[2 * sample + 1] << 8) | (bytes[2 * sample] & 0xff)) < 100) {
        sample++;
      }
      return sample * 1000.0 / audio.getFormat().getFrameRate();
    }
  }

  private static Path silentWav(int seconds) throws Exception {
    Path file = folder.resolve("zeros.wav");
    var format = new javax.sound.sampled.AudioFormat(16_000, 16, 1, true, false);
    byte[] zeros = new byte[seconds * 32_000];
    try (AudioInputStream audio =
        new AudioInputStream(new java.io.ByteArrayInputStream(zeros), format, zeros.length / 2)) {
      AudioSystem.write(audio, javax.sound.sampled.AudioFileFormat.Type.WAVE, file.toFile());
    }
    return file;
  }

  private static Path sound(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }
}

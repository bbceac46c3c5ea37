package dev.upbeat.wearable.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a person types it: output, exit code, no stack traces. */
class CommandLineTest {
  @TempDir private Path folder;

  /** What a command did. */
  private record Run(int code, String output) {}

  @Test
  void aQuestionThatIsMissingAFileThatIsNoSoundAndAServerThatIsNoneAreToldPlainly()
      throws Exception {
    Path letter = Files.writeString(folder.resolve("letter.wav"), "Dear assistant");

    Run missing =
        upbeat("ask", folder.resolve("none.wav").toString(), "--server", "http://[::1]:1");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.output()).contains("There is no file").contains("none.wav");

    Run noUrl = upbeat("say-to", "hello", "--server", "not-a-url");
    assertThat(noUrl.code()).isEqualTo(2);
    assertThat(noUrl.output()).contains("'not-a-url' is no address");

    Run noSound = upbeat("ask", letter.toString(), "--text-only", "--server", "http://127.0.0.1:1");
    assertThat(noSound.code()).isEqualTo(1);
    assertThat(noSound.output()).contains("letter.wav").doesNotContain("\tat ");
  }

  @Test
  void aServerThatDoesNotAnswerIsToldAndTheTurnIsReportedAsJson() throws Exception {
    Path json = folder.resolve("turn.json");

    Run run =
        upbeat(
            "say-to",
            "what is the capital of peru",
            "--text-only",
            "--server",
            "http://127.0.0.1:1",
            "--json",
            json.toString());

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.output())
        .contains("continuator-unreachable")
        .contains("Start it with './upbeat server'")
        .doesNotContain("\tat ");
    assertThat(Files.readString(json))
        .contains("\"question\" : \"what is the capital of peru\"")
        .contains("\"failure\" : \"continuator-unreachable\"")
        .contains("\"openerText\"");
  }

  @Test
  void unknownCommandsModelsAndBrokenConfigurationsAreToldPlainly() throws Exception {
    Path config = Files.writeString(folder.resolve("device.toml"), "[server\n");

    assertThat(upbeat("dance").code()).isNotZero();
    Run model = upbeat("models", "pull", "no-such-model");
    assertThat(model.code()).isEqualTo(2);
    assertThat(model.output()).contains("no-such-model").doesNotContain("\tat ");
    Run broken = upbeat("say-to", "hello", "--config", config.toString());
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.output()).contains("device.toml").contains("line 1");
    Run opener =
        upbeat("say-to", "hello", "--opener-model", "none", "--server", "http://127.0.0.1:1");
    assertThat(opener.code()).isEqualTo(2);
    assertThat(opener.output()).contains("none").doesNotContain("\tat ");
  }

  @Test
  void listensTurnAfterTurnUntilTheInputEndsAndKeepsEveryAnswer() throws Exception {
    Path answers = folder.resolve("answers.wav");
    Path questions = folder.resolve("questions.wav");
    writeTwice(Bench.recording("05-why-do-cats-purr.wav"), questions);

    Run run = listen(questions, answers);

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output())
        .containsPattern("(?s)you     why do cats purr.*my server.*you     why do cats purr")
        .contains("The input has ended.")
        .doesNotContain("Nobody spoke");
    // Two answers of some seconds each, at 16 bits and 16 kHz or more.
    assertThat(answers.toFile().length()).isGreaterThan(8 * 32_000);
  }

  @Test
  void whereNobodySpeaksListenSaysSo() throws Exception {
    Path silence = folder.resolve("silence.wav");
    write(new byte[32_000], silence);

    Run run = listen(silence, folder.resolve("none.wav"));

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.output()).contains("Nobody spoke").doesNotContain("The input has ended");
  }

  private static Run listen(Path input, Path output) throws Exception {
    return upbeat(
        "listen",
        "--server",
        "http://127.0.0.1:1",
        "--device",
        "wav-files",
        "-d",
        "input=" + input,
        "-d",
        "output=" + output);
  }

  private static void writeTwice(Path recording, Path target) throws Exception {
    try (AudioInputStream audio = AudioSystem.getAudioInputStream(recording.toFile())) {
      byte[] sound = audio.readAllBytes();
      byte[] silence = new byte[2 * 32_000];
      write(
          ByteBuffer.allocate(2 * sound.length + silence.length)
              .put(sound)
              .put(silence)
              .put(sound)
              .array(),
          target);
    }
  }

  /** 16 kHz, mono, 16 bits. */
  private static void write(byte[] sound, Path target) throws Exception {
    AudioFormat format = new AudioFormat(16_000, 16, 1, true, false);
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(sound), format, sound.length / 2),
        AudioFileFormat.Type.WAVE,
        target.toFile());
  }

  @Test
  void whatJavaSaysOfItsOwnOptionsDoesNotHideItsVersion() throws Exception {
    Run run = upbeat(Map.of("JAVA_TOOL_OPTIONS", "-Dupbeat.told=yes"), "--version");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output()).contains("Picked up JAVA_TOOL_OPTIONS");
  }

  @Test
  void aPackageRunsWithoutTheSources() throws Exception {
    Path archive = folder.resolve("upbeat.tar.gz");
    assertThat(upbeat("package", archive.toString()).output()).contains("made " + archive);
    Process tar =
        new ProcessBuilder("tar", "-C", folder.toString(), "-xf", archive.toString()).start();
    assertThat(tar.waitFor()).isZero();
    Path unpacked = folder.resolve("upbeat");

    Run opener = run(Map.of(), unpacked, "opener", "why do cats purr");
    assertThat(opener.code()).as(opener.output()).isZero();
    assertThat(opener.output()).contains("The reason cats purr is");
    assertThat(run(Map.of(), unpacked, "plugins", "list").output())
        .contains("started    marytts")
        .contains("started    natural-redirection");
    Run test = run(Map.of(), unpacked, "test");
    assertThat(test.code()).isEqualTo(1);
    assertThat(test.output()).contains("it has no sources");
  }

  private static Run upbeat(String... arguments) throws IOException, InterruptedException {
    return upbeat(Map.of(), arguments);
  }

  private static Run upbeat(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return run(environment, Bench.ROOT, arguments);
  }

  private static Run run(Map<String, String> environment, Path home, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("upbeat").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("upbeat %s ends", command).isTrue();
    return new Run(process.exitValue(), output);
  }
}

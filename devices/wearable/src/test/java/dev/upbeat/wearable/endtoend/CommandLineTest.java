package dev.upbeat.wearable.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.wearable.endtoend.Launcher.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a person types it: output, exit code, no stack traces. */
class CommandLineTest {
  @TempDir private Path folder;

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
    Run run =
        Launcher.usual(Bench.ROOT).with("JAVA_TOOL_OPTIONS", "-Dupbeat.told=yes").run("--version");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output()).contains("Picked up JAVA_TOOL_OPTIONS");
  }

  /** Unpacked where Java's class path would end, and run as a container runs it. */
  @Test
  void aPackageRunsAnywhereWithoutTheSources() throws Exception {
    Path place = Files.createDirectories(folder.resolve("a:b ö"));
    Path archive = place.resolve("upbeat.tar.gz");
    assertThat(upbeat("package", archive.toString()).output()).contains("made " + archive);
    List<String> tar =
        List.of("tar", "-C", place.toString(), "--force-local", "-xf", archive.toString());
    assertThat(Launcher.usual(place).process("", tar).code()).isZero();
    Launcher unpacked =
        Launcher.bare(place.resolve("upbeat"))
            .with("LC_ALL", "C")
            .with("UPBEAT_USER_HOME", folder.resolve("user").toString());

    Run opener = unpacked.run("opener", "why do cats purr");
    assertThat(opener.code()).as(opener.output()).isZero();
    assertThat(opener.output()).containsPattern("opener    .*[Cc]at");
    assertThat(unpacked.run("plugins", "list").output())
        .contains("started    marytts")
        .contains("started    natural-redirection");
    Run test = unpacked.run("test");
    assertThat(test.code()).isEqualTo(1);
    assertThat(test.output()).contains("it has no sources");
    assertThat(unpacked.without("UPBEAT_SKIP_BUILD").run("package", "/proc/x.gz").output())
        .contains("can't write /proc/x.gz");
    assertThat(place.resolve("upbeat/server/target/dist/lib")).isNotEmptyDirectory();
  }

  private static Run upbeat(String... arguments) throws IOException, InterruptedException {
    return Launcher.usual(Bench.ROOT).run(arguments);
  }
}

package dev.upbeat.wearable.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.upbeat.wearable.endtoend.Launcher.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher in environments other than a developer's. {@code /proc} stands for every folder that
 * can't be written to: not even root can.
 */
class EnvironmentTest {
  private static final List<String> NOBODY = List.of("--server", "http://127.0.0.1:1");

  /** What people and installers name folders, and what shells, URLs and Java trip over. */
  private static final String ODD = "ö 日 'q\" #1! %20 +[x]{y}$&;(z)*?";

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static Path oddHome;

  /** The distribution once more, in an oddly named folder: as unpacked from a package. */
  @BeforeAll
  static void linkDistribution() throws Exception {
    assumeTrue(
        "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding")),
        "this test's own Java can't name such files: run it with LC_ALL=C.UTF-8");
    oddHome = Files.createDirectories(shared.resolve(ODD));
    List<String> parts =
        List.of(
            "upbeat",
            "devices/wearable/target/dist",
            "server/target/dist",
            "models/opener-en",
            "models/vosk-starter-en");
    for (String part : parts) {
      link(Path.of(part));
    }
    for (Path zip : Bench.distribution().pluginZips()) {
      link(Bench.ROOT.relativize(zip));
    }
  }

  private static void link(Path part) throws Exception {
    Path target = oddHome.resolve(part);
    Files.createDirectories(target.getParent());
    List<String> copy = List.of("cp", "-r", Bench.ROOT.resolve(part).toString(), target.toString());
    Run run = Launcher.bare(oddHome).process("", copy);
    assertThat(run.code()).as(run.output()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"LC_ALL, C", "LC_ALL, POSIX", "LANG, ''", "LC_CTYPE, xx_YY.UTF-8"})
  void wordsStayThemselvesWhateverTheLocale(String variable, String value) throws Exception {
    Run run = container().with(variable, value).hearing("größe\n", "opener", "--stdin");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output().lines()).anyMatch(line -> line.startsWith("größe\t"));
  }

  @Test
  void filesFoldersAndWordsMayBeNamedOddlyInTheCLocale() throws Exception {
    Path work = Files.createDirectories(folder.resolve(ODD));
    Path question = work.resolve("frage ö 日: #1 %41.wav");
    Files.copy(
        Bench.recording("05-why-do-cats-purr.wav"), question, StandardCopyOption.REPLACE_EXISTING);
    Path answer = work.resolve("neu ß/antwort: 日.wav");
    Path json = work.resolve("ü.json");
    Launcher launcher = container().with("LC_ALL", "C").with("HOME", work.toString());

    Run ask =
        run(launcher, "ask", question.toString(), "-o", answer.toString(), "--json", json + "");

    assertThat(ask.output())
        .contains("why do cats purr", answer.toString())
        .doesNotContain("\tat ");
    assertThat(answer).isNotEmptyFile();
    assertThat(json).content().contains("neu ß/antwort: 日.wav");
    assertThat(work.resolve(".cache/upbeat/plugins")).isNotEmptyDirectory();
    assertThat(run(launcher, "say-to", "größe 日", "--text-only", "--json", json + "").output())
        .contains("heard      größe 日");
    assertThat(json).content().contains("\"question\" : \"größe 日\"");
    assertThat(launcher.run("ask", work.resolve("keine ö.wav").toString()).output())
        .contains("keine ö.wav")
        .doesNotContain("\tat ");
    assertThat(launcher.run("doctor").output())
        .contains("encoding           UTF-8", "cache              " + work + "/.cache/upbeat");
    Run server = launcher.run("server", "--config", work.resolve("ö.toml").toString());
    assertThat(server.output()).contains("ö.toml").doesNotContain("\tat ");
  }

  @Test
  void aTerminalShowsWhatAPipeDoes() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script isn't installed");
    String command = "'%s' models where".formatted(Bench.ROOT.resolve("upbeat"));
    Run run =
        container()
            .with("LC_ALL", "C")
            .with("UPBEAT_CACHE", folder.resolve("größe") + "")
            .process("", List.of("/usr/bin/script", "-qec", command, "/dev/null"));
    assertThat(run.output()).contains(folder.resolve("größe/models").toString());
  }

  @Test
  void aHomeThatCannotBeWrittenNamesTheVariableAndIsNotNeededThen() throws Exception {
    Launcher homeless = Launcher.bare(Bench.ROOT).with("HOME", "/proc/none");

    Run refused = run(homeless, "say-to", "hello", "--text-only");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output())
        .contains("/proc/none/.cache/upbeat", "UPBEAT_CACHE")
        .doesNotContain("\tat ");
    assertThat(homeless.run("doctor").output())
        .containsPattern("LACKING cache +/proc/none/.cache/upbeat can't be written to")
        .contains("UPBEAT_CACHE", "XDG_DATA_HOME");

    Path cache = folder.resolve("cache");
    Launcher moved = homeless.with("UPBEAT_CACHE", cache.toString());
    Run run = run(moved, "say-to", "hello", "-o", folder.resolve("answer.wav").toString());
    assertThat(run.code()).as(run.output()).isEqualTo(4);
    assertThat(run.output()).contains("I can't reach my server").doesNotContain("\tat ");
    assertThat(cache)
        .isDirectoryContaining("glob:**/plugins")
        .isDirectoryContaining("glob:**/native");
    assertThat(cache.resolve("derived")).isNotEmptyDirectory();
    assertThat(moved.run("plugins", "install", "/proc/none.zip").output()).contains("no such file");
  }

  @Test
  void oneVariableMovesEverything() throws Exception {
    Path all = folder.resolve("all");
    Path config = Files.createDirectories(all.resolve("config")).resolve("device.toml");
    Files.writeString(config, "[server]\nurl = \"no-url-at-all\"\n");
    Launcher launcher =
        Launcher.bare(Bench.ROOT)
            .with("HOME", "/proc/none")
            .with("XDG_CACHE_HOME", "/proc/none")
            .with("UPBEAT_USER_HOME", all.toString());

    Run run = launcher.run("doctor");

    assertThat(run.output())
        .containsPattern("ok +cache +" + all + "/cache, ")
        .containsPattern("ok +data +" + all + "/data\n")
        .containsPattern("ok +configuration +" + all + "/config\n")
        .contains("'no-url-at-all' is no address");
    assertThat(launcher.run("models", "where").output().strip()).isEqualTo(all + "/cache/models");
  }

  @Test
  void withoutAHomeTheListOfUsersIsAsked() throws Exception {
    for (Launcher launcher : List.of(container(), container().with("HOME", ""))) {
      Run run = launcher.run("models", "where");
      assertThat(run.code()).as(run.output()).isZero();
      assertThat(run.output().strip()).startsWith("/").endsWith("/.cache/upbeat/models");
    }
  }

  @Test
  void whereNativeLibrariesFindNoPlaceBothFoldersAreNamed() throws Exception {
    Launcher launcher = container().with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=/proc");

    Run nowhere = launcher.with("UPBEAT_CACHE", "/proc/cache").run("opener", "hello");
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.output())
        .contains("/proc/cache/native can't be written to; /proc can't be written to")
        .contains("UPBEAT_CACHE")
        .doesNotContain("ARM", "\tat ");
  }

  @Test
  void whatTheShellHasSetUpForItselfStaysOutside() throws Exception {
    Path noise = Files.writeString(folder.resolve("noise"), "echo NOISE; exit 3\n");
    Launcher launcher =
        container()
            .with("BASH_ENV", noise.toString())
            .with("CDPATH", "/tmp:/")
            .with("BASH_FUNC_cd%%", "() { echo NOISE; }")
            .with("UPBEAT_CACHE", "/cache")
            .with("PATH", "/nowhere");

    assertThat(launcher.run("models", "where").output()).isEqualTo("/cache/models\n");
    String script = Bench.ROOT.resolve("upbeat").toString();
    assertThat(launcher.process("", List.of("/bin/sh", script, "models", "where")).output())
        .isEqualTo("/cache/models\n");
  }

  @Test
  void javaIsFoundOrItIsSaidWhyNot() throws Exception {
    Path jdk = folder.resolve("my jdk ö");
    Files.createSymbolicLink(jdk, Path.of(System.getProperty("java.home")));
    Launcher launcher = container().with("LC_ALL", "C");

    assertThat(launcher.with("JAVA_HOME", jdk.toString()).run("--version").code()).isZero();
    Run nonsense = launcher.with("JAVA_HOME", "/nonsense").run("--version");
    assertThat(nonsense.output()).contains("JAVA_HOME is /nonsense");
    Run refused = launcher.with("_JAVA_OPTIONS", "-Xbogus").run("--version");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).contains("doesn't start", "-Xbogus");
  }

  private static Launcher container() throws IOException {
    return Launcher.bare(oddHome);
  }

  /** A turn with a server nobody runs, so that none is started. */
  private static Run run(Launcher launcher, String... arguments) throws Exception {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.addAll(NOBODY);
    return launcher.run(all.toArray(String[]::new));
  }
}

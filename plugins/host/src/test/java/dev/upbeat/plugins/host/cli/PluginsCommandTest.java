package dev.upbeat.plugins.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.plugins.host.ArchiveLimits;
import dev.upbeat.plugins.host.PluginHostSettings;
import dev.upbeat.plugins.host.TestPlugin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person sees and what a script gets. */
final class PluginsCommandTest {
  @TempDir Path root;
  private String out = "";
  private String err = "";

  private int run(String... args) {
    PluginHostSettings settings =
        new PluginHostSettings(
            List.of(root.resolve("bundled")),
            root.resolve("installed"),
            root.resolve("cache"),
            List.of(),
            ArchiveLimits.USUAL);
    StringWriter outWriter = new StringWriter();
    StringWriter errWriter = new StringWriter();
    int code =
        new CommandLine(new PluginsCommand(settings))
            .setOut(new PrintWriter(outWriter))
            .setErr(new PrintWriter(errWriter))
            .execute(args);
    out = outWriter.toString();
    err = errWriter.toString();
    return code;
  }

  @Test
  void installsListsVerifiesAndUninstalls() throws Exception {
    Path zip =
        TestPlugin.greeting("polite", "1.0.0", "hello")
            .property("plugin.description", "Says hello.")
            .writeTo(root.resolve("downloads"));
    assertThat(run("list")).isZero();
    assertThat(out).contains("No plugins.");
    assertThat(run("install", zip.toString())).isZero();
    assertThat(out).contains("Installed polite 1.0.0.", "SHA-256 ", "after a restart");
    assertThat(run("install", zip.toString())).isZero();
    assertThat(out).contains("installed already");
    assertThat(run("list")).isZero();
    assertThat(out)
        .contains(
            "started    polite 1.0.0 (installed)", "Says hello.", "opener judge sample.Greeter");
    assertThat(run("verify")).isZero();
    assertThat(out).contains("ok   polite 1.0.0 (installed) sha256 ");
    assertThat(run("uninstall", "polite")).isZero();
    assertThat(out).contains("Removed polite 1.0.0.");
    assertThat(run("uninstall", "polite")).isEqualTo(1);
    assertThat(err).contains("no such plugin is installed", "./upbeat plugins list");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    Path bundled = Files.createDirectories(root.resolve("bundled"));
    Files.writeString(bundled.resolve("junk.zip"), "junk");
    assertThat(run("list")).isEqualTo(1);
    assertThat(out).contains("refused    junk.zip", "it isn't a readable zip file");
    assertThat(run("verify")).isEqualTo(1);
    assertThat(out).contains("BAD  junk.zip");
    assertThat(run("install", "absent")).isEqualTo(1);
    assertThat(err).contains("there is no such file");
    Path zip = TestPlugin.greeting("polite", "1.0.0", "x").writeTo(root.resolve("downloads"));
    assertThat(run("install", "--sha256", "00", zip.toString())).isEqualTo(1);
    assertThat(err).contains("expected 00");
    assertThat(run()).isEqualTo(2);
    assertThat(run("install")).isEqualTo(2);
    assertThat(run("frobnicate")).isEqualTo(2);
  }
}

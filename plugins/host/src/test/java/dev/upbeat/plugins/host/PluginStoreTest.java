package dev.upbeat.plugins.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.SpiVersion;
import dev.upbeat.plugins.host.PluginStatus.State;
import dev.upbeat.plugins.host.PluginStore.Installation;
import dev.upbeat.plugins.host.PluginStore.Verification;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Installing, upgrading, refusing, verifying and removing real zips. */
final class PluginStoreTest {
  @TempDir Path root;
  private Folder folder;

  @BeforeEach
  void folder() {
    folder = new Folder(root);
  }

  private Path download(TestPlugin plugin) {
    return plugin.writeTo(folder.downloads());
  }

  private Installation install(TestPlugin plugin) {
    return folder.store().install(download(plugin), Optional.empty());
  }

  private void refuses(Path zip, String code, String message) throws IOException {
    List<String> before = installedFiles();
    UpbeatException e =
        catchThrowableOfType(
            UpbeatException.class, () -> folder.store().install(zip, Optional.empty()));
    assertThat(e).as("refused").isNotNull();
    assertThat(e.code()).isEqualTo(code);
    assertThat(e).hasMessageContaining(message);
    assertThat(e.remedy()).isNotBlank();
    assertThat(installedFiles()).as("nothing is left behind").isEqualTo(before);
  }

  private List<String> installedFiles() throws IOException {
    if (!Files.isDirectory(folder.installed())) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder.installed())) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> !name.equals(".lock"))
          .sorted()
          .toList();
    }
  }

  private List<String> said() {
    try (PluginHost host = folder.start()) {
      return Folder.sayAll(host);
    }
  }

  @Test
  void installsAndUninstalls() throws IOException {
    Path zip = download(TestPlugin.greeting("polite", "1.0.0", "hello"));
    Installation done = folder.store().install(zip, Optional.empty());
    assertThat(done.sha256()).isEqualTo(Digests.sha256(zip));
    assertThat(done.replaced()).isEmpty();
    assertThat(zip).exists();
    assertThat(said()).containsExactly("polite: hello");
    assertThat(installedFiles())
        .containsExactly(
            "polite-1.0.0-" + done.sha256().substring(0, 8) + ".zip", "polite.properties");

    assertThat(folder.store().uninstall("polite")).isEqualTo("1.0.0");
    assertThat(installedFiles()).isEmpty();
    assertThat(folder.unpacked()).isEmptyDirectory();
    assertThat(said()).isEmpty();
  }

  @Test
  void refusesAnotherDigestThanTheOneGiven() throws IOException {
    Path zip = download(TestPlugin.greeting("polite", "1.0.0", "hello"));
    String right = Digests.sha256(zip);
    assertThatThrownBy(() -> folder.store().install(zip, Optional.of("0".repeat(64))))
        .isInstanceOf(UpbeatException.class)
        .hasMessageContaining("its SHA-256 is " + right);
    assertThat(installedFiles()).isEmpty();
    folder.store().install(zip, Optional.of(right.toUpperCase(java.util.Locale.ROOT)));
    assertThat(said()).containsExactly("polite: hello");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedWithTheVariableThatMovesIt() throws IOException {
    Files.writeString(folder.root().resolve("data"), "a file where a folder should be");
    Path zip = download(TestPlugin.greeting("polite", "1.0.0", "hello"));
    assertThatThrownBy(() -> folder.store().install(zip, Optional.empty()))
        .isInstanceOfSatisfying(
            UpbeatException.class,
            e -> {
              assertThat(e.code()).isEqualTo("plugin-store-unwritable");
              assertThat(e.remedy()).contains("XDG_DATA_HOME", "UPBEAT_USER_HOME");
            });
  }

  @Test
  void installingTheSameZipAgainChangesNothing() {
    install(TestPlugin.greeting("polite", "1.0.0", "hello"));
    assertThat(install(TestPlugin.greeting("polite", "1.0.0", "hello")).unchanged()).isTrue();
  }

  @Test
  void upgradesAndRemovesTheVersionBefore() throws IOException {
    install(TestPlugin.greeting("polite", "1.0.0", "hello"));
    Installation done = install(TestPlugin.greeting("polite", "1.10.0", "good day"));
    assertThat(done.replaced()).hasValue("1.0.0");
    assertThat(said()).containsExactly("polite: good day");
    assertThat(installedFiles()).hasSize(2).noneMatch(name -> name.contains("1.0.0"));
  }

  @Test
  void aNewVersionThatDoesNotStartLeavesTheOldOne() throws IOException {
    install(TestPlugin.greeting("polite", "1.0.0", "hello"));
    refuses(
        download(
            TestPlugin.greeting("polite", "2.0.0", "boo")
                .source(
                    "package sample; public class Main extends org.pf4j.Plugin {"
                        + " public void start() { throw new IllegalStateException(\"no\"); } }")
                .property("plugin.class", "sample.Main")),
        "plugin-failed",
        "start() threw java.lang.IllegalStateException: no");
    refuses(
        download(TestPlugin.of("polite", "2.0.1").index("sample.Absent")),
        "plugin-failed",
        "sample.Absent");
    assertThat(said()).containsExactly("polite: hello");
  }

  @Test
  void refusesAnOlderVersion() throws IOException {
    install(TestPlugin.greeting("polite", "1.10.0", "hello"));
    refuses(
        download(TestPlugin.greeting("polite", "1.9.0", "old")),
        "plugin-older",
        "Cannot install polite 1.9.0: 1.10.0 is installed");
  }

  @Test
  void refusesAnOlderVersionThanTheBundledOne() throws IOException {
    TestPlugin.greeting("polite", "1.0.0", "bundled").writeTo(folder.bundled());
    refuses(
        download(TestPlugin.greeting("polite", "0.9.0", "old")),
        "plugin-older",
        "1.0.0 is part of Upbeat");
    install(TestPlugin.greeting("polite", "1.1.0", "newer"));
    assertThat(said()).containsExactly("polite: newer");
    folder.store().uninstall("polite");
    assertThat(said()).containsExactly("polite: bundled");
  }

  @Test
  void replacesTheSameVersionOnlyWhileItIsASnapshot() throws IOException {
    install(TestPlugin.greeting("polite", "1.0.0", "hello"));
    refuses(
        download(TestPlugin.greeting("polite", "1.0.0", "other")),
        "plugin-same-version",
        "polite 1.0.0");
    install(TestPlugin.greeting("draft", "1.0.0-SNAPSHOT", "one"));
    install(TestPlugin.greeting("draft", "1.0.0-SNAPSHOT", "two"));
    assertThat(said()).containsExactly("draft: two", "polite: hello");
  }

  @Test
  void refusesWhatIsNoPlugin() throws IOException {
    Path text = Files.createDirectories(folder.downloads()).resolve("text.zip");
    Files.writeString(text, "not a zip");
    refuses(text, "plugin-invalid", text + " as a plugin: it isn't a readable zip file");
    Files.write(text, new byte[0]);
    refuses(text, "plugin-invalid", "it isn't a readable zip file");
    refuses(folder.downloads().resolve("absent.zip"), "plugin-not-found", "there is no such file");
    refuses(folder.downloads(), "plugin-not-found", "there is no such file");
    Path cut = download(TestPlugin.greeting("cut", "1.0.0", "x"));
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    refuses(cut, "plugin-invalid", "it isn't a readable zip file");
  }

  @Test
  void refusesADamagedEntry() throws IOException {
    Path zip = download(TestPlugin.greeting("damaged", "1.0.0", "x"));
    byte[] bytes = Files.readAllBytes(zip);
    for (int i = 100; i < 140; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(zip, bytes);
    refuses(zip, "plugin-invalid", "damaged");
  }

  @Test
  void refusesFaultyDescriptors() throws IOException {
    refuses(
        download(TestPlugin.greeting("none", "1.0.0", "x").withoutDescriptor()),
        "plugin-invalid",
        "it has no plugin.properties");
    refuses(
        TestPlugin.greeting("x", "1.0.0", "x")
            .property("plugin.id", "../Evil")
            .writeAs(folder.downloads().resolve("a.zip")),
        "plugin-invalid",
        "plugin.id '../Evil' isn't kebab case");
    for (String version : List.of("1", "one", "1.0.0/../x", "")) {
      refuses(
          TestPlugin.greeting("x", "1.0.0", "x")
              .property("plugin.version", version)
              .writeAs(folder.downloads().resolve("a.zip")),
          "plugin-invalid",
          "plugin.version");
    }
    refuses(
        TestPlugin.greeting("x", "1.0.0", "x")
            .property("plugin.requires", "")
            .writeAs(folder.downloads().resolve("a.zip")),
        "plugin-invalid",
        "lacks plugin.requires");
    refuses(
        TestPlugin.greeting("x", "1.0.0", "x")
            .property("plugin.requires", "soon")
            .writeAs(folder.downloads().resolve("a.zip")),
        "plugin-invalid",
        "plugin.requires 'soon'");
  }

  @Test
  void refusesAnotherSpi() throws IOException {
    refuses(
        download(
            TestPlugin.greeting("future", "1.0.0", "x").property("plugin.requires", ">=9.0.0")),
        "plugin-api-mismatch",
        "requires Upbeat's SPI >=9.0.0, this is " + SpiVersion.current());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.txt",
        "classes/../../evil.txt",
        "/etc/evil.txt",
        "classes\\..\\evil.txt",
        "C:/evil.txt",
        "classes/./x",
        "classes/a\nb",
      })
  void refusesEntriesThatLeaveTheFolder(String name) throws IOException {
    refuses(
        download(TestPlugin.greeting("slip", "1.0.0", "x").entry(name, "evil")),
        "plugin-unsafe",
        "points out of its folder");
    try (Stream<Path> all = Files.walk(root)) {
      assertThat(all.filter(path -> path.toString().contains("evil"))).isEmpty();
    }
  }

  @Test
  void refusesNamesThatDifferInCaseOnly() throws IOException {
    refuses(
        download(
            TestPlugin.greeting("twice", "1.0.0", "x").entry("LIB/a", "1").entry("lib/A", "2")),
        "plugin-unsafe",
        "is there twice");
  }

  @Test
  void refusesZipBombs() throws IOException {
    // 64 MiB of zeros in 64 KiB.
    refuses(
        download(TestPlugin.greeting("bomb", "1.0.0", "x").entry("lib/zeros", new byte[64 << 20])),
        "plugin-unsafe",
        "it grows beyond the limits");
    TestPlugin many = TestPlugin.greeting("many", "1.0.0", "x");
    for (int i = 0; i < 20_001; i++) {
      many.entry("lib/" + i, "");
    }
    refuses(download(many), "plugin-unsafe", "entries");
    refuses(
        download(
            TestPlugin.greeting("long", "1.0.0", "x")
                .property("plugin.description", "x".repeat(70_000))),
        "plugin-unsafe",
        "plugin.properties is too long");
    assertThat(folder.unpacked()).isEmptyDirectory();
  }

  @Test
  void aFurtherCheckMayRefuse() {
    Path zip = download(TestPlugin.greeting("polite", "1.0.0", "hello"));
    PluginStore store =
        new PluginStore(
            folder.settings(
                (copy, details, sha256) -> {
                  throw new UpbeatException(
                      "plugin-unsigned",
                      false,
                      details.id() + " has no signature.",
                      "Get a signed one.");
                }));
    assertThatThrownBy(() -> store.install(zip, Optional.empty()))
        .hasMessage("polite has no signature.");
    assertThat(said()).isEmpty();
  }

  @Test
  void aZipChangedAfterInstallationIsRefusedAtTheNextStart() throws IOException {
    Installation done = install(TestPlugin.greeting("polite", "1.0.0", "hello"));
    Path zip = folder.installed().resolve("polite-1.0.0-" + done.sha256().substring(0, 8) + ".zip");
    TestPlugin.greeting("polite", "1.0.0", "forged").writeAs(zip);
    try (PluginHost host = folder.start()) {
      assertThat(Folder.sayAll(host)).isEmpty();
      UpbeatException problem = host.list().get(0).problem().orElseThrow();
      assertThat(host.list().get(0).state()).isEqualTo(State.REFUSED);
      assertThat(problem.code()).isEqualTo("plugin-changed");
      assertThat(problem).hasMessageContaining("at installation it was " + done.sha256());
      assertThat(problem.remedy()).contains("./upbeat plugins install " + zip);
    }
    // The remedy works: uninstalling goes through, too.
    assertThat(folder.store().uninstall("polite")).isEqualTo("1.0.0");
  }

  @Test
  void aZipNobodyInstalledIsRefusedAndAMissingOneReported() throws IOException {
    TestPlugin.greeting("smuggled", "1.0.0", "boo").writeTo(folder.installed());
    Installation done = install(TestPlugin.greeting("lost", "1.0.0", "x"));
    Files.delete(
        folder.installed().resolve("lost-1.0.0-" + done.sha256().substring(0, 8) + ".zip"));
    try (PluginHost host = folder.start()) {
      assertThat(Folder.sayAll(host)).isEmpty();
      assertThat(host.list())
          .extracting(each -> each.problem().orElseThrow().code())
          .containsExactlyInAnyOrder("plugin-not-installed", "plugin-zip-missing");
    }
  }

  @Test
  void verifiesZipsAndUnpackedFiles() throws IOException {
    TestPlugin.greeting("bundled", "1.0.0", "x").writeTo(folder.bundled());
    Installation done = install(TestPlugin.greeting("polite", "1.0.0", "hello"));
    assertThat(folder.store().verify()).hasSize(2).allMatch(each -> each.problem().isEmpty());
    Path unpacked = folder.unpacked().resolve("polite-1.0.0-" + done.sha256().substring(0, 8));
    Path file = unpacked.resolve("classes/sample/Greeter.class");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    List<Verification> after = folder.store().verify();
    assertThat(after)
        .filteredOn(each -> each.problem().isPresent())
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.problem().orElseThrow().code())
                    .isEqualTo("plugin-unpacked-damaged"));
  }

  @Test
  void onlyOneProcessMayChangeTheFolderAtATime() throws IOException {
    Files.createDirectories(folder.installed());
    Path zip = download(TestPlugin.greeting("polite", "1.0.0", "hello"));
    try (FileChannel channel =
            FileChannel.open(
                folder.installed().resolve(".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      refuses(zip, "plugin-store-busy", "is changing");
    }
    folder.store().install(zip, Optional.empty());
  }

  @Test
  void whatIsNotInstalledCannotBeUninstalled() {
    TestPlugin.greeting("bundled", "1.0.0", "x").writeTo(folder.bundled());
    assertThatThrownBy(() -> folder.store().uninstall("absent"))
        .hasMessageContaining("no such plugin");
    assertThatThrownBy(() -> folder.store().uninstall("bundled"))
        .hasMessageContaining("part of Upbeat");
    assertThatThrownBy(() -> folder.store().uninstall("../x"))
        .hasMessageContaining("no such plugin");
  }
}

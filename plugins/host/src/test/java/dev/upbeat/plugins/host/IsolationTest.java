package dev.upbeat.plugins.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.plugins.host.PluginStatus.Origin;
import dev.upbeat.plugins.host.PluginStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A faulty plugin is reported, with its reason, and harms no other. */
final class IsolationTest {
  @TempDir Path root;
  private Folder folder;

  @BeforeEach
  void aGoodPlugin() {
    folder = new Folder(root);
    TestPlugin.greeting("good", "1.0.0", "hello").writeTo(folder.bundled());
  }

  private PluginStatus statusOfTheOther() {
    try (PluginHost host = folder.start()) {
      assertThat(Folder.sayAll(host)).containsExactly("good: hello");
      List<PluginStatus> others =
          host.list().stream().filter(each -> !each.name().equals("good")).toList();
      assertThat(others).hasSize(1);
      assertThat(others.get(0).problem().orElseThrow().remedy()).isNotBlank();
      return others.get(0);
    }
  }

  private static String reason(PluginStatus status) {
    return status.problem().orElseThrow().getMessage();
  }

  private void failsWith(TestPlugin plugin, String reason) {
    plugin.writeTo(folder.bundled());
    PluginStatus status = statusOfTheOther();
    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(reason(status)).contains(reason);
  }

  private static TestPlugin withMain(String members) {
    return TestPlugin.greeting("bad", "1.0.0", "x")
        .source("package sample; public class Main extends org.pf4j.Plugin { " + members + " }")
        .property("plugin.class", "sample.Main");
  }

  @Test
  void startThrows() {
    failsWith(
        withMain("public void start() { throw new IllegalStateException(\"no microphone\"); }"),
        "start() threw java.lang.IllegalStateException: no microphone");
  }

  @Test
  void startRunsOutOfStack() {
    failsWith(withMain("public void start() { start(); }"), "StackOverflowError");
  }

  @Test
  void mainConstructorThrows() {
    failsWith(
        withMain("public Main() { throw new IllegalStateException(\"broken\"); }"),
        "the constructor of sample.Main threw java.lang.IllegalStateException: broken");
  }

  @Test
  void mainClassIsMissing() {
    failsWith(
        TestPlugin.greeting("bad", "1.0.0", "x").property("plugin.class", "sample.Absent"),
        "plugin.class sample.Absent isn't in the plugin");
  }

  @Test
  void mainClassIsNoPlugin() {
    failsWith(
        TestPlugin.greeting("bad", "1.0.0", "x").property("plugin.class", "sample.Greeter"),
        "doesn't extend org.pf4j.Plugin");
  }

  @Test
  void extensionsConstructorThrows() {
    failsWith(
        TestPlugin.of("bad", "1.0.0")
            .extension(
                "Bad",
                "public Bad() { throw new IllegalStateException(\"broken\"); }",
                "return \"\";"),
        "the constructor of sample.Bad threw java.lang.IllegalStateException: broken");
  }

  @Test
  void extensionsStaticInitializerThrows() {
    failsWith(
        TestPlugin.of("bad", "1.0.0")
            .extension("Bad", "static final int N = Integer.parseInt(\"x\");", "return \"\";"),
        "ExceptionInInitializerError");
  }

  @Test
  void extensionNeedsAClassThatIsntThere() {
    failsWith(
        TestPlugin.greeting("bad", "1.0.0", "x")
            .entry("classes/sample/Greeter.class", truncatedClass()),
        "sample.Greeter can't be loaded: java.lang.ClassFormatError");
  }

  private static byte[] truncatedClass() {
    return new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 61, 0};
  }

  @Test
  void indexNamesAClassThatIsntThere() {
    failsWith(
        TestPlugin.of("bad", "1.0.0").index("sample.Absent"),
        "sample.Absent, named in META-INF/extensions.idx, isn't there");
  }

  @Test
  void indexIsGarbage() {
    failsWith(TestPlugin.of("bad", "1.0.0").index("\u0000\u0007%%\u001b[31m"), "isn't there");
  }

  @Test
  void indexNamesSomethingElse() {
    failsWith(TestPlugin.of("bad", "1.0.0").index("java.lang.String"), "is no extension");
  }

  @Test
  void noIndex() {
    failsWith(
        TestPlugin.of("bad", "1.0.0").source("package sample; public class Empty {}"),
        "it has no extensions");
  }

  @Test
  void dependencyIsMissing() {
    failsWith(
        TestPlugin.greeting("bad", "1.0.0", "x").property("plugin.dependencies", "absent"),
        "it needs the plugins [absent]");
  }

  @Test
  void dependenciesStartFirstAndAreVisible() {
    TestPlugin.of("base", "1.0.0")
        .extension("Base", "return \"base\";")
        .source(
            "package base; public class Shared { public static String word() { return \"shared\"; }"
                + " }")
        .writeTo(folder.bundled());
    TestPlugin.of("above", "1.0.0")
        .property("plugin.dependencies", "base@>=1.0.0")
        .extension(
            "Above",
            "return (String) Class.forName(\"base.Shared\").getMethod(\"word\").invoke(null);")
        .writeTo(folder.bundled());
    try (PluginHost host = folder.start()) {
      assertThat(Folder.sayAll(host)).containsExactly("above: shared", "base: base", "good: hello");
    }
  }

  @Test
  void madeForAnotherSpi() {
    TestPlugin.greeting("bad", "1.0.0", "x")
        .property("plugin.requires", ">=0.2.0 & <0.3.0")
        .writeTo(folder.bundled());
    PluginStatus status = statusOfTheOther();
    assertThat(status.state()).isEqualTo(State.REFUSED);
    assertThat(reason(status)).contains("requires Upbeat's SPI >=0.2.0 & <0.3.0, this is 0.1.0");
  }

  @Test
  void bundledZipIsNoZip() throws IOException {
    Files.writeString(folder.bundled().resolve("junk.zip"), "junk");
    PluginStatus status = statusOfTheOther();
    assertThat(status.state()).isEqualTo(State.REFUSED);
    assertThat(status.name()).isEqualTo("junk.zip");
    assertThat(status.origin()).isEqualTo(Origin.BUNDLED);
    assertThat(reason(status)).contains("it isn't a readable zip file");
  }

  @Test
  void theNextBestTakesThePlaceOfAnInstalledPluginThatFails() {
    TestPlugin.greeting("good", "2.0.0", "new").writeTo(folder.downloads());
    Path zip = folder.downloads().resolve("good-2.0.0.zip");
    folder.store().install(zip, java.util.Optional.empty());
    try (PluginHost host = folder.start()) {
      assertThat(Folder.sayAll(host)).containsExactly("good: new");
      assertThat(host.list())
          .extracting(PluginStatus::state)
          .containsExactly(State.STARTED, State.SUPERSEDED);
    }
    // Starts where it is installed, and no longer later on: here, once a file is there.
    Path flag = root.resolve("flag");
    TestPlugin.of("good", "3.0.0")
        .extension(
            "Moody",
            "{ if (new java.io.File(\""
                + flag
                + "\").exists()) throw new IllegalStateException(\"mood\"); }",
            "return \"moody\";")
        .writeTo(folder.downloads());
    folder
        .store()
        .install(folder.downloads().resolve("good-3.0.0.zip"), java.util.Optional.empty());
    try (PluginHost host = folder.start()) {
      assertThat(Folder.sayAll(host)).containsExactly("good: moody");
    }
    touch(flag);
    try (PluginHost host = folder.start()) {
      assertThat(Folder.sayAll(host)).containsExactly("good: hello");
      assertThat(host.list())
          .extracting(PluginStatus::state)
          .containsExactly(State.STARTED, State.FAILED);
    }
  }

  private static void touch(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void closeClosesExtensionsOnceAndStopsPlugins() {
    Path log = root.resolve("log");
    String append =
        "try { java.nio.file.Files.writeString(java.nio.file.Path.of(\"%s\"), \"%s \","
            + " java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);"
            + " } catch (java.io.IOException e) { throw new RuntimeException(e); }";
    TestPlugin.of("closing", "1.0.0")
        .source(
            "package sample; public class Voice implements dev.upbeat.core.spi.EndpointDetector {"
                + " public int sampleRate() { return 16000; }"
                + " public dev.upbeat.core.spi.EndpointSession start() { return null; }"
                + " public void close() { "
                + append.formatted(log, "closed")
                + " } }")
        .index("sample.Voice")
        .source(
            "package sample; public class Main extends org.pf4j.Plugin { public void stop() { "
                + append.formatted(log, "stopped")
                + " } }")
        .property("plugin.class", "sample.Main")
        .writeTo(folder.bundled());
    PluginHost host = folder.start();
    host.close();
    host.close();
    assertThat(log).hasContent("closed stopped ");
    assertThat(Folder.sayAll(host)).isEmpty();
  }
}

package dev.upbeat.plugins.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.core.spi.OpenerJudge;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plugin sees of the host, and what it doesn't. */
final class ClassLoadingTest {
  private static final String SERVICE =
      "package library; public interface Service { String name(); }";

  @TempDir Path root;
  private Folder folder;

  @BeforeEach
  void folder() {
    folder = new Folder(root);
  }

  private String says(String body) {
    TestPlugin.of("probe", "1.0.0").extension("Probe", body).writeTo(folder.bundled());
    try (PluginHost host = folder.start()) {
      assertThat(host.list()).allSatisfy(each -> assertThat(each.problem()).isEmpty());
      return Folder.say(host.find(OpenerJudge.class, judge -> true).orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.upbeat.core.UpbeatException",
        "dev.upbeat.core.spi.DeviceAdapter",
        "org.pf4j.ExtensionPoint",
        "org.slf4j.LoggerFactory",
        "org.jspecify.annotations.Nullable",
        "javax.sound.sampled.AudioSystem",
        "java.sql.Connection",
      })
  void sharesTheSpiAndTheJdk(String name) throws ClassNotFoundException {
    String said =
        says(
            "Class<?> type = Class.forName(\""
                + name
                + "\"); return Integer.toHexString(System.identityHashCode(type));");
    assertThat(said).isEqualTo(Integer.toHexString(System.identityHashCode(Class.forName(name))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.upbeat.plugins.host.PluginHost",
        "ch.qos.logback.classic.Logger",
        "picocli.CommandLine",
        "com.github.zafarkhaja.semver.Version",
        "org.junit.jupiter.api.Test",
      })
  void sharesNothingElse(String name) {
    assertThat(says("return Class.forName(\"" + name + "\").getName();"))
        .contains("ClassNotFoundException");
  }

  @Test
  void hidesTheHostsResourcesAndServiceFiles() {
    assertThat(
            says(
                """
                ClassLoader own = getClass().getClassLoader();
                return own.getResource("META-INF/services/org.slf4j.spi.SLF4JServiceProvider")
                    + " " + own.getResource("logback-test.xml")
                    + " " + own.getResource("picocli/CommandLine.class")
                    + " " + java.util.Collections.list(own.getResources("META-INF/MANIFEST.MF")).size()
                    + " " + (own.getResource("org/slf4j/Logger.class") != null);
                """))
        .isEqualTo("null null null 0 true");
  }

  @Test
  void logsThroughTheHost() {
    assertThat(says("return org.slf4j.LoggerFactory.getLogger(\"x\").getClass().getName();"))
        .isEqualTo("ch.qos.logback.classic.Logger");
  }

  @Test
  void takesItsOwnCopyOfALibraryTheHostHasToo() {
    TestPlugin.of("probe", "1.0.0")
        .libraryClass(
            "package picocli; public class CommandLine { public String toString() { return \"own\";"
                + " } }")
        .extension(
            "Probe",
            "return"
                + " Class.forName(\"picocli.CommandLine\").getConstructor().newInstance().toString();")
        .writeTo(folder.bundled());
    try (PluginHost host = folder.start()) {
      assertThat(Folder.sayAll(host)).containsExactly("probe: own");
    }
  }

  @Test
  void aCopyOfTheSpiOrTheJdkInThePluginDoesNotReplaceTheHosts() {
    TestPlugin.of("probe", "1.0.0")
        .libraryClass(
            "package dev.upbeat.core.spi; public class SpiVersion { public static String current()"
                + " { return \"forged\"; } }")
        .libraryEntry("org/w3c/dom/Node.class", "not a class")
        .extension(
            "Probe",
            "return dev.upbeat.core.spi.SpiVersion.current() +"
                + " Class.forName(\"org.w3c.dom.Node\").getName();")
        .writeTo(folder.bundled());
    try (PluginHost host = folder.start()) {
      assertThat(Folder.sayAll(host)).containsExactly("probe: 0.1.0org.w3c.dom.Node");
    }
  }

  @Test
  void twoPluginsDoNotSeeEachOther() {
    TestPlugin.greeting("a", "1.0.0", "a").writeTo(folder.bundled());
    TestPlugin.greeting("b", "1.0.0", "b").writeTo(folder.bundled());
    try (PluginHost host = folder.start()) {
      // The same class name twice.
      assertThat(Folder.sayAll(host)).containsExactly("a: a", "b: b");
      assertThat(host.extensions(OpenerJudge.class))
          .extracting(each -> each.extension().getClass().getClassLoader())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void servicesInLibAreFoundByTheOwnAndByTheContextClassLoader() {
    TestPlugin.of("probe", "1.0.0")
        .libraryClass(SERVICE)
        .libraryClass(
            "package library; public class Provider { public String name() { return \"found\"; } }")
        .libraryEntry("META-INF/services/java.util.function.Supplier", "library.Maker\n")
        .libraryClass(
            "package library; public class Maker implements java.util.function.Supplier<String> {"
                + " public String get() { return \"made\"; } }")
        .extension(
            "Probe",
            """
            // As the plugin starts, its class loader is the context class loader.
            private final String atStart =
                (String) java.util.ServiceLoader.load(java.util.function.Supplier.class).findFirst().map(s -> s.get()).orElse("none");
            """,
            """
            return atStart + " " + java.util.ServiceLoader.load(java.util.function.Supplier.class, getClass().getClassLoader())
                .findFirst().map(s -> s.get()).orElse("none");
            """)
        .writeTo(folder.bundled());
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (PluginHost host = folder.start()) {
      assertThat(Folder.sayAll(host)).containsExactly("probe: made made");
    }
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void findsALibrarysOwnClassesUnderASharedName() {
    TestPlugin.of("probe", "1.0.0")
        .libraryClass(
            "package org.slf4j.bridge; public class Bridge { public String toString() { return"
                + " \"bridge\"; } }")
        .extension(
            "Probe",
            "return"
                + " Class.forName(\"org.slf4j.bridge.Bridge\").getConstructor().newInstance().toString();")
        .writeTo(folder.bundled());
    try (PluginHost host = folder.start()) {
      assertThat(Folder.sayAll(host)).containsExactly("probe: bridge");
    }
  }
}

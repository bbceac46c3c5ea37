package dev.upbeat.plugins.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundled zips are unpacked into the cache once, whole, and never beside the zip. */
final class UnpackingTest {
  @TempDir Path root;
  private Folder folder;

  @BeforeEach
  void folder() {
    folder = new Folder(root);
    for (String id : List.of("one", "two", "three", "four")) {
      TestPlugin.greeting(id, "1.0.0", "hello").writeTo(folder.bundled());
    }
  }

  private List<String> said() {
    try (PluginHost host = folder.start()) {
      return Folder.sayAll(host);
    }
  }

  private List<Path> unpacked(String prefix) throws IOException {
    try (Stream<Path> all = Files.list(folder.unpacked())) {
      return all.filter(
              path -> path.getFileName().toString().startsWith(prefix) && Files.isDirectory(path))
          .toList();
    }
  }

  @Test
  void leavesTheBundledFolderAlone() throws IOException {
    said();
    try (Stream<Path> all = Files.list(folder.bundled())) {
      assertThat(all).hasSize(4).allMatch(Files::isRegularFile);
    }
    String sha256 = Digests.sha256(folder.bundled().resolve("one-1.0.0.zip"));
    assertThat(unpacked("one"))
        .containsExactly(folder.unpacked().resolve("one-1.0.0-" + sha256.substring(0, 8)));
  }

  @Test
  void anewZipOfTheSameVersionIsNoticed() {
    assertThat(said()).contains("one: hello");
    TestPlugin.greeting("one", "1.0.0", "rebuilt").writeTo(folder.bundled());
    assertThat(said()).contains("one: rebuilt");
  }

  @Test
  void aDamagedCacheHealsItself() throws IOException {
    said();
    Path one = unpacked("one").get(0);
    Files.delete(one.resolve("classes/sample/Greeter.class"));
    Files.write(unpacked("two").get(0).resolve("classes/META-INF/extensions.idx"), new byte[0]);
    Folders.deleteQuietly(unpacked("three").get(0));
    Files.writeString(folder.unpacked().resolve("one-1.0.0.zip.stamp"), "garbage");
    assertThat(said()).hasSize(4);
    assertThat(unpacked(".")).isEmpty();
  }

  @Test
  void manyHostsMayStartAtOnce() throws Exception {
    CyclicBarrier together = new CyclicBarrier(6);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<List<String>>> all = new ArrayList<>();
      Callable<List<String>> start =
          () -> {
            together.await();
            return said();
          };
      for (int i = 0; i < 6; i++) {
        all.add(threads.submit(start));
      }
      for (Future<List<String>> each : all) {
        assertThat(each.get()).hasSize(4);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(unpacked(".")).isEmpty();
    assertThat(unpacked("")).hasSize(4);
  }

  @Test
  void versionsNobodyUsesAnyMoreAreRemoved() throws IOException {
    said();
    Path old = unpacked("one").get(0);
    Files.setLastModifiedTime(
        old.resolve(".upbeat-unpacked"), FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    TestPlugin.greeting("one", "1.1.0", "newer").writeTo(folder.bundled());
    Files.delete(folder.bundled().resolve("one-1.0.0.zip"));
    assertThat(said()).contains("one: newer");
    assertThat(old).doesNotExist();
  }

  @Test
  void aCacheThatCannotBeWrittenIsToldOnceWithTheVariableThatMovesIt() throws IOException {
    Files.createDirectories(folder.unpacked().getParent());
    Files.writeString(folder.unpacked(), "a file where a folder should be");
    assertThatThrownBy(folder::start)
        .isInstanceOfSatisfying(
            UpbeatException.class,
            e -> {
              assertThat(e.code()).isEqualTo("plugin-cache-unwritable");
              assertThat(e).hasMessageContaining(folder.unpacked().toString());
              assertThat(e.remedy()).contains("UPBEAT_CACHE");
            });
  }

  @Test
  void singleZipsAndMissingFoldersMayBeGiven() {
    PluginHostSettings settings =
        new PluginHostSettings(
            List.of(
                folder.bundled().resolve("one-1.0.0.zip"),
                root.resolve("absent"),
                root.resolve("absent.zip")),
            folder.installed(),
            folder.unpacked(),
            List.of(),
            ArchiveLimits.USUAL);
    try (PluginHost host = new PluginHost(settings).start()) {
      assertThat(Folder.sayAll(host)).containsExactly("one: hello");
      assertThat(host.list()).hasSize(1);
    }
  }
}

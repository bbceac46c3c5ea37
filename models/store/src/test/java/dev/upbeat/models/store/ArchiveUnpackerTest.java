package dev.upbeat.models.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.models.store.download.DownloadException;
import dev.upbeat.models.store.download.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveUnpackerTest {
  @TempDir private Path folder;

  @Property(tries = 200)
  void nothingEverLandsOutside(@ForAll("names") List<String> names) throws Exception {
    Path root = Files.createTempDirectory("unpack");
    try {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      names.forEach(name -> entries.put(name, new byte[] {1}));
      Path archive = Files.write(root.resolve("a.zip"), StoreFixture.zip(entries));
      Path target = Files.createDirectories(root.resolve("deep/er/target"));
      try {
        ArchiveUnpacker.unpack(archive, target, false);
      } catch (IOException e) {
        // Refused, or names that clash as file and folder: fine, as long as nothing got out.
      }
      try (Stream<Path> files = Files.walk(root)) {
        assertThat(files.filter(Files::isRegularFile))
            .allMatch(file -> file.equals(archive) || file.startsWith(target));
      }
    } finally {
      Folders.delete(root);
    }
  }

  @Provide
  Arbitrary<List<String>> names() {
    Arbitrary<String> part = Arbitraries.of("..", ".", "a", "b", "", "c.bin", "\\", "..\\x", "~");
    return part.list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(parts -> String.join("/", parts))
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Test
  void stopsAZipThatUnpacksWithoutEnd() throws Exception {
    Path archive =
        Files.write(
            folder.resolve("bomb.zip"), StoreFixture.zip(Map.of("zeros", new byte[40 << 20])));

    assertThatThrownBy(() -> ArchiveUnpacker.unpack(archive, folder.resolve("out"), false))
        .isInstanceOf(DownloadException.class)
        .hasMessage("the zip unpacks to far more than it should");
  }

  @Test
  void stripsOnlyASingleTopFolder() throws Exception {
    Path archive =
        Files.write(
            folder.resolve("two.zip"),
            StoreFixture.zip(Map.of("a/x", new byte[1], "b/y", new byte[1])));

    assertThatThrownBy(() -> ArchiveUnpacker.unpack(archive, folder.resolve("out"), true))
        .hasMessage("the zip does not hold one single folder");
  }

  @Test
  void aReceiptCannotBeSmuggledIn() throws Exception {
    Path archive =
        Files.write(folder.resolve("r.zip"), StoreFixture.zip(Map.of(Receipt.NAME, new byte[1])));

    assertThatThrownBy(() -> ArchiveUnpacker.unpack(archive, folder.resolve("out"), false))
        .isInstanceOf(DownloadException.class);
  }
}

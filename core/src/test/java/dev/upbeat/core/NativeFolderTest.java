package dev.upbeat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /proc} is a folder that nobody can write to, root included. */
class NativeFolderTest {
  private static final String TEMPORARY = "java.io.tmpdir";

  private final String before = System.getProperty(TEMPORARY);

  @TempDir private Path folder;

  @AfterEach
  void restore() {
    System.setProperty(TEMPORARY, before);
  }

  @Test
  void isInTheCacheAndLeavesNothingThere() throws Exception {
    Path found = NativeFolder.find(withCache(folder.resolve("a/cache")));
    assertThat(found).isEqualTo(folder.resolve("a/cache/native")).isEmptyDirectory();
  }

  @Test
  void isTheTemporaryFolderWhereTheCacheCannotBeWritten() throws Exception {
    System.setProperty(TEMPORARY, folder.toString());
    assertThat(NativeFolder.find(withCache(Path.of("/proc/cache")))).isEqualTo(folder);
  }

  @Test
  void saysWhatIsWrongWithBoth() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    System.setProperty(TEMPORARY, "/proc");
    assertThatThrownBy(() -> NativeFolder.find(withCache(file)))
        .isInstanceOfSatisfying(
            UpbeatException.class,
            e ->
                assertThat(e.toLine())
                    .contains(file + "/native can't be written to")
                    .contains("/proc can't be written to")
                    .contains("UPBEAT_CACHE", "TMPDIR"));
  }

  private static UserFolders withCache(Path cache) {
    return new UserFolders(cache, Path.of("/nowhere"), Path.of("/nowhere"));
  }
}

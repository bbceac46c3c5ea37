package dev.upbeat.models.store;

import static dev.upbeat.models.store.StoreFixture.bundledFile;
import static dev.upbeat.models.store.StoreFixture.entry;
import static dev.upbeat.models.store.StoreFixture.language;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private static final byte[] CONTENT = TestWeb.content(20_000, 1);

  @TempDir private Path folder;
  private StoreFixture fixture;

  @BeforeEach
  void setUp() throws IOException {
    fixture = new StoreFixture(folder);
  }

  @AfterEach
  void tearDown() {
    fixture.close();
  }

  @Test
  void usesBundledModelsInPlace() throws Exception {
    fixture.bundle("opener-en", "model.bin", CONTENT);
    ModelStore store =
        fixture.store(entry("opener-en", ModelKind.OPENER, 0, bundledFile("model.bin", CONTENT)));

    assertThat(store.list().get(0).state()).isEqualTo(ModelState.BUNDLED);
    assertThat(store.require("opener-en"))
        .isEqualTo(new ModelFolder("opener-en", fixture.bundled.resolve("opener-en")));
    assertThat(store.pull("opener-en", ProgressListener.silent()).downloaded()).isFalse();
  }

  @Test
  void saysWhatIsWrongWithABundledModel() throws Exception {
    fixture.bundle("opener-en", "model.bin", new byte[12]);
    ModelStore store =
        fixture.store(
            entry(
                "opener-en",
                ModelKind.OPENER,
                0,
                bundledFile("model.bin", CONTENT),
                bundledFile("config.json", CONTENT)));

    assertThat(store.find("opener-en")).isEmpty();
    assertThatThrownBy(() -> store.require("opener-en"))
        .isInstanceOfSatisfying(
            UpbeatException.class,
            e -> {
              assertThat(e.code()).isEqualTo("model-damaged");
              assertThat(e.remedy()).contains("git checkout -- models/opener-en");
            })
        .hasMessageContaining("model.bin has 12 bytes, expected 20000; config.json is missing");
  }

  @Test
  void noticesContentThatDiffersAtTheSameSize() throws Exception {
    fixture.bundle("opener-en", "model.bin", TestWeb.damaged(CONTENT));
    ModelStore store =
        fixture.store(entry("opener-en", ModelKind.OPENER, 0, bundledFile("model.bin", CONTENT)));

    assertThat(store.status("opener-en").state()).isEqualTo(ModelState.DAMAGED);
    assertThat(store.status("opener-en").problems())
        .singleElement()
        .asString()
        .startsWith("model.bin does not match sha256:");
  }

  @Test
  void hashesAFileOnceUntilItChanges() throws Exception {
    fixture.bundle("opener-en", "model.bin", CONTENT);
    Path file = fixture.bundled.resolve("opener-en/model.bin");
    FileTime time = Files.getLastModifiedTime(file);
    ModelStore store =
        fixture.store(entry("opener-en", ModelKind.OPENER, 0, bundledFile("model.bin", CONTENT)));
    assertThat(store.find("opener-en")).isPresent();

    // Same size, same time: only hashing could tell.
    Files.write(file, TestWeb.damaged(CONTENT));
    Files.setLastModifiedTime(file, time);
    assertThat(store.find("opener-en")).as("remembered").isPresent();
    assertThat(store.verify("opener-en").status().state())
        .as("verify hashes always")
        .isEqualTo(ModelState.DAMAGED);
    assertThat(store.find("opener-en")).as("no longer remembered").isEmpty();

    Files.write(file, CONTENT);
    assertThat(store.find("opener-en")).as("changed again, hashed again").isPresent();
  }

  @Test
  void worksWithoutAWritableCache() throws Exception {
    Files.createDirectories(fixture.cache.getParent());
    Files.writeString(fixture.cache, "a file where the folder should be");
    fixture.bundle("opener-en", "model.bin", CONTENT);
    ModelStore store =
        fixture.store(entry("opener-en", ModelKind.OPENER, 0, bundledFile("model.bin", CONTENT)));

    assertThat(store.find("opener-en")).isPresent();
  }

  @Test
  void prefersThePreferredThenTheLargestOfWhatIsHere() throws Exception {
    fixture.bundle("starter", "m", CONTENT);
    fixture.web.serve("/small", CONTENT, "\"1\"");
    fixture.web.serve("/large", TestWeb.content(30_000, 2), "\"1\"");
    ModelStore store =
        fixture.store(
            entry("starter", ModelKind.RECOGNIZER, 10, bundledFile("m", CONTENT)),
            entry("official", ModelKind.RECOGNIZER, 20, fixture.file("m", CONTENT, "/small")),
            language("large", fixture.file("m", TestWeb.content(30_000, 2), "/large")),
            language("small", fixture.file("m", CONTENT, "/small")));

    assertThat(store.best(ModelKind.RECOGNIZER)).map(ModelFolder::id).contains("starter");
    assertThat(store.best(ModelKind.LANGUAGE_MODEL)).isEmpty();

    for (String id : List.of("official", "small", "large")) {
      store.pull(id, ProgressListener.silent());
    }
    assertThat(store.best(ModelKind.RECOGNIZER)).map(ModelFolder::id).contains("official");
    assertThat(store.best(ModelKind.LANGUAGE_MODEL)).map(ModelFolder::id).contains("large");

    Files.delete(fixture.cache.resolve("official/m"));
    assertThat(store.best(ModelKind.RECOGNIZER)).map(ModelFolder::id).contains("starter");
  }

  @Test
  void usesAFolderOfTheUsersOwn() throws Exception {
    Path own = Files.createDirectories(folder.resolve("my-model"));
    CatalogueEntry entry =
        new CatalogueEntry("mine", ModelKind.RECOGNIZER, "", "", 0, 0, own, List.of());
    ModelStore store = fixture.store(entry);

    assertThat(store.require("mine").folder()).isEqualTo(own);
    Files.delete(own);
    assertThatThrownBy(() -> store.require("mine"))
        .isInstanceOfSatisfying(
            UpbeatException.class,
            e -> assertThat(e.remedy()).startsWith("Correct the folder in your catalogue"));
  }

  @Test
  void saysWhichModelsThereAre() {
    ModelStore store = fixture.store(language("a"), language("b"));

    assertThatThrownBy(() -> store.find("c"))
        .isInstanceOfSatisfying(
            UpbeatException.class,
            e -> {
              assertThat(e.code()).isEqualTo("model-unknown");
              assertThat(e.remedy()).startsWith("Known: a, b.");
            });
  }

  @Test
  void saysHowToGetWhatIsMissing() throws Exception {
    ModelStore store = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));

    assertThat(store.find("m")).isEmpty();
    assertThatThrownBy(() -> store.require("m"))
        .isInstanceOfSatisfying(
            UpbeatException.class,
            e -> assertThat(e.remedy()).isEqualTo("Run './upbeat models pull m'."));
  }

  @Test
  void aFolderNobodyPulledIsNotTrusted() throws Exception {
    Files.createDirectories(fixture.cache.resolve("m"));
    ModelStore store = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));

    assertThat(store.status("m").state()).isEqualTo(ModelState.DAMAGED);
  }
}

package dev.upbeat.models.store;

import static dev.upbeat.models.store.StoreFixture.digest;
import static dev.upbeat.models.store.StoreFixture.language;
import static dev.upbeat.models.store.StoreFixture.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.store.CatalogueFile.Unpack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPullTest {
  private static final byte[] CONTENT = TestWeb.content(200_000, 1);

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
  void installsAndLeavesNothingElse() throws Exception {
    fixture.web.serve("/model.gguf", CONTENT, "\"1\"");
    ModelStore store =
        fixture.store(language("m", fixture.file("model.gguf", CONTENT, "/model.gguf")));

    PullResult result = store.pull("m", fixture.events::add);

    assertThat(result.downloaded()).isTrue();
    assertThat(result.model()).isEqualTo(new ModelFolder("m", fixture.cache.resolve("m")));
    assertThat(result.model().require("model.gguf")).hasBinaryContent(CONTENT);
    assertThat(fixture.leftovers()).containsExactly("m/.upbeat-receipt.json", "m/model.gguf");
    assertThat(store.verify("m").status().state()).isEqualTo(ModelState.INSTALLED);
  }

  @Test
  void doesNotDownloadWhatIsHere() throws Exception {
    fixture.web.serve("/m", CONTENT, "\"1\"");
    ModelStore store = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));
    store.pull("m", ProgressListener.silent());

    assertThat(store.pull("m", ProgressListener.silent()).downloaded()).isFalse();
    assertThat(fixture.web.ranges()).hasSize(1);
  }

  @Test
  void refusesAWrongChecksumAndDeletesTheFile() throws Exception {
    fixture.web.serve("/m", TestWeb.damaged(CONTENT), "\"1\"");
    ModelStore store = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));

    assertPullFails(store, "model-download-failed")
        .hasMessageContaining("wrong checksum, expected " + digest(CONTENT) + " but got ")
        .hasMessageContaining("refused and deleted");
    assertThat(fixture.leftovers()).isEmpty();
    assertThat(store.find("m")).isEmpty();
  }

  @Test
  void triesTheSourcesInOrderAndNamesEachFailure() throws Exception {
    fixture.web.handle("/gone", exchange -> exchange.sendResponseHeaders(404, -1));
    fixture.web.serve("/wrong", TestWeb.damaged(CONTENT), "\"1\"");
    fixture.web.serve("/right", CONTENT, "\"1\"");
    ModelStore good =
        fixture.store(language("m", fixture.file("m", CONTENT, "/gone", "/wrong", "/right")));
    ModelStore bad = fixture.store(language("m", fixture.file("m", CONTENT, "/gone", "/wrong")));

    assertPullFails(bad, "model-download-failed")
        .hasMessageContaining("/gone: HTTP 404; http://")
        .hasMessageContaining("/wrong: wrong checksum");
    good.pull("m", fixture.events::add);

    assertThat(good.require("m").require("m")).hasBinaryContent(CONTENT);
    assertThat(fixture.events(ProgressEvent.SourceFailed.class))
        .extracting(ProgressEvent.SourceFailed::reason)
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("HTTP 404"),
            second -> assertThat(second).startsWith("wrong checksum"));
  }

  @Test
  void aSourceMayHoldAnotherFileWithItsOwnDigest() throws Exception {
    byte[] other = TestWeb.content(1000, 9);
    fixture.web.serve("/other", other, "\"1\"");
    Source source = new Source.Https(fixture.web.url("/other"), digest(other), other.length);
    ModelStore store =
        fixture.store(
            language(
                "m",
                new CatalogueFile(
                    "m", digest(CONTENT), CONTENT.length, Unpack.NONE, List.of(source))));

    store.pull("m", ProgressListener.silent());

    assertThat(store.require("m").require("m")).hasBinaryContent(other);
    assertThat(store.pull("m", ProgressListener.silent()).downloaded()).isFalse();
  }

  @Test
  void startsAfreshOnceWhenWhatWasResumedTurnsOutWrong() throws Exception {
    fixture.web.serve("/m", CONTENT, "\"1\"");
    CatalogueFile file = fixture.file("m", CONTENT, "/m");
    Path work = Files.createDirectories(fixture.cache.resolve("partial/m/0-0"));
    Files.write(work.resolve("m"), new byte[5000]);
    Files.writeString(
        work.resolve("m.from"),
        "url=" + fixture.web.url("/m").toString().replace(":", "\\:") + "\n");

    ModelStore store = fixture.store(language("m", file));
    store.pull("m", ProgressListener.silent());

    assertThat(fixture.web.ranges()).containsExactly("bytes=5000-", "all");
    assertThat(store.require("m").require("m")).hasBinaryContent(CONTENT);
  }

  @Test
  void whatIsCompleteIsNotDownloadedAgainAfterAFailure() throws Exception {
    fixture.web.serve("/large", CONTENT, "\"1\"");
    ModelStore failing =
        fixture.store(
            language(
                "m",
                fixture.file("large", null, 0, Unpack.NONE, "/large"),
                fixture.file("small", CONTENT, "/small")));
    assertPullFails(failing, "model-download-failed").hasMessageContaining("/small: HTTP 404");
    fixture.web.serve("/small", CONTENT, "\"1\"");

    failing.pull("m", ProgressListener.silent());

    assertThat(fixture.web.ranges()).containsExactly("all", "bytes=" + CONTENT.length + "-", "all");
  }

  @Test
  void trustsTheFirstDownloadOfWhatNobodyKnowsTheDigestOfAndSaysSo() throws Exception {
    fixture.web.serve("/m", CONTENT, "\"1\"");
    ModelStore store = fixture.store(language("m", fixture.file("m", null, 0, Unpack.NONE, "/m")));

    store.pull("m", fixture.events::add);

    assertThat(fixture.events(ProgressEvent.Warning.class))
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.text())
                    .contains("This first download is trusted: " + digest(CONTENT)));
    assertThat(store.verify("m").trusted()).singleElement().asString().startsWith("m from http");
    Files.write(store.require("m").require("m"), TestWeb.damaged(CONTENT));
    assertThat(store.verify("m").status().state()).isEqualTo(ModelState.DAMAGED);
  }

  @Test
  void refusesWhatDiffersFromTheDigestTheServerAnnounced() throws Exception {
    fixture.web.handle(
        "/m",
        exchange -> {
          exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + "ab".repeat(32) + "\"");
          TestWeb.good(exchange, CONTENT, "\"1\"");
        });
    ModelStore store = fixture.store(language("m", fixture.file("m", null, 0, Unpack.NONE, "/m")));

    assertPullFails(store, "model-download-failed").hasMessageContaining("wrong checksum");
  }

  @Test
  void unpacksAZipAndDropsItsTopFolder() throws Exception {
    byte[] zip =
        zip(Map.of("vosk-0.15/am/final.mdl", CONTENT, "vosk-0.15/README", new byte[] {'x'}));
    fixture.web.serve("/v.zip", zip, "\"1\"");
    ModelStore store = fixture.store(language("m", zipFile(zip, Unpack.ZIP_STRIP_ROOT)));

    store.pull("m", ProgressListener.silent());

    assertThat(store.require("m").require("am/final.mdl")).hasBinaryContent(CONTENT);
    assertThat(fixture.leftovers())
        .containsExactly("m/.upbeat-receipt.json", "m/README", "m/am/final.mdl");
  }

  @Test
  void refusesAZipThatWantsOut() throws Exception {
    byte[] zip = zip(Map.of("../../escaped", CONTENT));
    fixture.web.serve("/v.zip", zip, "\"1\"");
    ModelStore store = fixture.store(language("m", zipFile(zip, Unpack.ZIP)));

    assertPullFails(store, "model-file-refused")
        .hasMessageContaining("wants to write outside its folder: ../../escaped");
    assertThat(fixture.leftovers()).isEmpty();
    assertThat(folder.resolve("cache/escaped")).doesNotExist();
  }

  @Test
  void refusesABrokenZip() throws Exception {
    fixture.web.serve("/v.zip", CONTENT, "\"1\"");
    ModelStore store = fixture.store(language("m", zipFile(CONTENT, Unpack.ZIP)));

    assertPullFails(store, "model-file-refused").hasMessageContaining("no readable zip");
    assertThat(fixture.leftovers()).isEmpty();
  }

  @Test
  void mendsADamagedModel() throws Exception {
    fixture.web.serve("/m", CONTENT, "\"1\"");
    ModelStore store = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));
    store.pull("m", ProgressListener.silent());
    Files.write(fixture.cache.resolve("m/m"), new byte[3]);
    assertThatThrownBy(() -> store.require("m"))
        .isInstanceOf(UpbeatException.class)
        .hasMessageContaining("m has 3 bytes, expected 200000");

    assertThat(store.pull("m", ProgressListener.silent()).downloaded()).isTrue();

    assertThat(store.require("m").require("m")).hasBinaryContent(CONTENT);
  }

  @Test
  void replacesAModelWhoseDigestTheCatalogueChanged() throws Exception {
    byte[] newer = TestWeb.content(1000, 5);
    fixture.web.serve("/old", CONTENT, "\"1\"");
    fixture.web.serve("/new", newer, "\"2\"");
    fixture
        .store(language("m", fixture.file("m", CONTENT, "/old")))
        .pull("m", ProgressListener.silent());
    ModelStore upgraded = fixture.store(language("m", fixture.file("m", newer, "/new")));
    assertThat(upgraded.find("m")).as("the old one still works offline").isPresent();

    upgraded.pull("m", ProgressListener.silent());

    assertThat(upgraded.require("m").require("m")).hasBinaryContent(newer);
  }

  @Test
  void clearsWhatAKilledPullLeft() throws Exception {
    fixture.web.serve("/m", CONTENT, "\"1\"");
    Path staging = Files.createDirectories(fixture.cache.resolve("partial/m/staging/am"));
    Files.write(staging.resolve("half"), CONTENT);
    ModelStore store = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));

    store.pull("m", ProgressListener.silent());

    assertThat(fixture.leftovers()).containsExactly("m/.upbeat-receipt.json", "m/m");
  }

  @Test
  void takesAFilePutThereByHand() throws Exception {
    ModelStore store =
        fixture.store(language("m", fixture.file("model.gguf", CONTENT, "/x/a.gguf")));
    Path byHand = Files.createDirectories(fixture.cache.resolve("incoming/m")).resolve("a.gguf");
    Files.write(byHand, TestWeb.damaged(CONTENT));

    assertPullFails(store, "model-file-refused").hasMessageContaining(byHand.toString());
    assertThat(byHand).as("the user's own file is not deleted").exists();

    Files.write(byHand, CONTENT);
    store.pull("m", ProgressListener.silent());
    assertThat(store.require("m").require("model.gguf")).hasBinaryContent(CONTENT);
    assertThat(fixture.web.ranges()).isEmpty();
    assertThat(byHand).doesNotExist();
  }

  @Test
  void saysInOneLineWhatToDoWithoutANetwork() throws Exception {
    fixture.web.close();
    Digest digest = digest(CONTENT);
    ModelStore store = fixture.store(language("m", fixture.file("m", CONTENT, "/a.zip")));

    assertThatThrownBy(() -> store.pull("m", ProgressListener.silent()))
        .isInstanceOfSatisfying(
            UpbeatException.class,
            e -> {
              assertThat(e.retryable()).isTrue();
              assertThat(e.toLine())
                  .doesNotContain("\n")
                  .contains("/a.zip: connection refused. Check the network")
                  .contains("put the right file at " + fixture.cache.resolve("incoming/m/a.zip"))
                  .contains(digest.toString());
            });
  }

  @Test
  void saysThatTheCacheCannotBeWritten() throws Exception {
    Files.createDirectories(fixture.cache.getParent());
    Files.writeString(fixture.cache, "a file where the folder should be");
    ModelStore store = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));

    assertPullFails(store, "cache-not-writable").hasMessageContaining(fixture.cache.toString());
  }

  @Test
  void saysThatTheDiskIsFull() throws Exception {
    ModelStore store =
        fixture.store(
            (source, request, progress) -> {
              throw new IOException("No space left on device");
            },
            language("m", fixture.file("m", CONTENT, "/m")));

    assertPullFails(store, "disk-full").hasMessageContaining("is full");
  }

  @Test
  void doesNotBeginWhatWillNotFit() throws Exception {
    CatalogueFile huge = fixture.file("m", digest(CONTENT), Long.MAX_VALUE / 8, Unpack.NONE, "/m");
    ModelStore store = fixture.store(language("m", huge));

    assertPullFails(store, "disk-full").hasMessageContaining("has only");
    assertThat(fixture.web.ranges()).isEmpty();
  }

  @Test
  void anInterruptStopsItAndTheNextPullGoesOn() throws Exception {
    fixture.web.handle(
        "/m",
        exchange -> {
          if (fixture.web.ranges().size() == 1) {
            fixture.web.stalled(exchange, CONTENT, 100_000, "\"1\"");
          } else {
            TestWeb.good(exchange, CONTENT, "\"1\"");
          }
        });
    ModelStore store = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));
    Path part = fixture.cache.resolve("partial/m/0-0/m");
    Thread puller = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              while (part.toFile().length() < 100_000) {
                Thread.onSpinWait();
              }
              puller.interrupt();
            });
    interrupter.start();

    assertThatThrownBy(() -> store.pull("m", ProgressListener.silent()))
        .isInstanceOfSatisfying(
            UpbeatException.class, e -> assertThat(e.code()).isEqualTo("model-pull-interrupted"));
    assertThat(Thread.interrupted()).as("the flag is set again").isTrue();

    store.pull("m", ProgressListener.silent());
    assertThat(fixture.web.ranges()).containsExactly("all", "bytes=100000-");
    assertThat(store.require("m").require("m")).hasBinaryContent(CONTENT);
  }

  private CatalogueFile zipFile(byte[] zip, Unpack unpack) throws Exception {
    return fixture.file(".", digest(zip), zip.length, unpack, "/v.zip");
  }

  private static AbstractThrowableAssert<?, ?> assertPullFails(ModelStore store, String code) {
    return assertThatThrownBy(() -> store.pull("m", ProgressListener.silent()))
        .isInstanceOfSatisfying(UpbeatException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}

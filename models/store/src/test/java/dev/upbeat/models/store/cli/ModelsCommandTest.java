package dev.upbeat.models.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.store.Catalogue;
import dev.upbeat.models.store.CatalogueEntry;
import dev.upbeat.models.store.CatalogueFile;
import dev.upbeat.models.store.Digest;
import dev.upbeat.models.store.ModelKind;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.models.store.ProgressListener;
import dev.upbeat.models.store.Source;
import dev.upbeat.models.store.TestWeb;
import dev.upbeat.models.store.download.Downloader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsCommandTest {
  private static final byte[] CONTENT = TestWeb.content(1000, 1);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private TestWeb web;
  private ModelStore store;

  @BeforeEach
  void setUp() throws Exception {
    web = new TestWeb();
    web.serve("/m", CONTENT, "\"1\"");
    Path sample = Files.write(folder.resolve("sample"), CONTENT);
    Digest digest = Digest.of(sample, Digest.Algorithm.SHA256);
    store =
        new ModelStore(
            new Catalogue(List.of(entry("there", "/m", digest), entry("gone", "/gone", digest))),
            folder.resolve("bundled"),
            folder.resolve("cache"),
            Downloader.standard(Map.of()));
  }

  @AfterEach
  void tearDown() {
    web.close();
  }

  @Test
  void pullsListsVerifiesAndTellsWhere() throws Exception {
    assertThat(run("pull", "there")).isZero();
    assertThat(out.toString()).startsWith("there is installed in " + folder.resolve("cache/there"));

    assertThat(run("pull", "there")).isZero();
    assertThat(out.toString()).startsWith("there is here already, in ");

    assertThat(run("list")).isZero();
    assertThat(out.toString())
        .contains("* there  language-model  installed     1.0 kB  a test model")
        .contains("  gone   language-model  missing       1.0 kB  a test model");

    assertThat(run("list", "--json")).isZero();
    JsonNode json = JsonMapper.builder().build().readTree(out.toString());
    assertThat(json.get(0).path("state").asText()).isEqualTo("installed");
    assertThat(json.get(0).path("used").asBoolean()).isTrue();
    assertThat(json.get(1).path("state").asText()).isEqualTo("missing");

    assertThat(run("verify")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("there: ok, 1 files");

    assertThat(run("where", "there")).isZero();
    assertThat(out.toString().strip()).isEqualTo(folder.resolve("cache/there").toString());
    assertThat(run("where")).isZero();
    assertThat(out.toString().strip()).isEqualTo(folder.resolve("cache").toString());
  }

  @Test
  void failuresAreOneLineOnStandardErrorAndExitWithOne() {
    assertThat(run("pull", "gone", "there")).isEqualTo(1);

    assertThat(err.toString().strip().lines())
        .singleElement()
        .asString()
        .startsWith("Cannot download model 'gone': ")
        .contains("HTTP 404");
    assertThat(out.toString()).as("the others are pulled all the same").startsWith("there is");
    assertThat(run("where", "gone")).isEqualTo(1);
    assertThat(err.toString()).contains("Run './upbeat models pull gone'.");
    assertThat(run("verify", "gone")).isEqualTo(1);
  }

  @Test
  void damageExitsWithOne() throws Exception {
    run("pull", "there");
    Files.write(folder.resolve("cache/there/m"), TestWeb.damaged(CONTENT));

    assertThat(run("verify")).isEqualTo(1);
    assertThat(out.toString())
        .contains("there: damaged, in ")
        .contains("m does not match sha256:")
        .contains("Run './upbeat models pull there'.");
    assertThat(run("list")).isZero();
    assertThat(out.toString()).contains("damaged");
  }

  @Test
  void anInterruptedPullSaysHowToGoOn() {
    Thread.currentThread().interrupt();

    assertThat(run("pull", "there", "gone")).isEqualTo(130);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(err.toString().strip())
        .isEqualTo(
            "The pull of model 'there' was interrupted."
                + " Run './upbeat models pull there' to go on where it stopped.");
  }

  @Test
  void wrongUsageExitsWithTwo() {
    assertThat(run("pull", "there", "nothere")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no model 'nothere' in the catalogue.");
    assertThat(web.ranges()).as("nothing is downloaded before all names are known").isEmpty();
    assertThat(run("pull")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Say list, pull, verify or where.");
  }

  @Test
  void aMistakeInTheCatalogueIsOneLine() {
    int exitCode =
        run(
            () -> {
              throw new UpbeatException("catalogue-unreadable", false, "No comma.", "Add it.");
            },
            "list");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString().strip()).isEqualTo("No comma. Add it.");
  }

  private int run(String... arguments) {
    return run(() -> store, arguments);
  }

  private int run(Supplier<ModelStore> stores, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line =
        ModelsCommand.commandLine(stores, ProgressListener::silent, List.of())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private CatalogueEntry entry(String id, String path, Digest digest) {
    CatalogueFile file =
        new CatalogueFile(
            "m",
            digest,
            CONTENT.length,
            CatalogueFile.Unpack.NONE,
            List.of(new Source.Https(web.url(path), null, 0)));
    return new CatalogueEntry(
        id, ModelKind.LANGUAGE_MODEL, "a test model", "MIT", 0, 0, null, List.of(file));
  }
}

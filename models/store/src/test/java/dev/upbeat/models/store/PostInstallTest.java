package dev.upbeat.models.store;

import static dev.upbeat.models.store.StoreFixture.language;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to a model between its download and its use. */
class PostInstallTest {
  private static final byte[] CONTENT = TestWeb.content(200_000, 1);

  @Test
  void stepsAddFilesOrUndoEverything(@TempDir Path folder) throws Exception {
    try (StoreFixture fixture = new StoreFixture(folder)) {
      fixture.web.serve("/m", CONTENT, "\"1\"");
      ModelStore store = fixture.store(language("m", fixture.file("m", CONTENT, "/m")));

      assertThatThrownBy(
              () -> store.pull("m", ProgressListener.silent(), List.of(new Converter(true))))
          .hasMessage("Model 'm' was downloaded, but converting failed: no such layer.");
      assertThat(store.status("m").state()).isEqualTo(ModelState.MISSING);

      store.pull("m", ProgressListener.silent(), List.of(new Converter(false)));
      assertThat(fixture.leftovers())
          .containsExactly("m/.upbeat-receipt.json", "m/m", "m/model.onnx");
      assertThat(fixture.web.ranges()).as("what was verified is kept").hasSize(1);
      assertThat(store.verify("m").filesChecked()).isEqualTo(2);
    }
  }

  private record Converter(boolean broken) implements PostInstall {
    @Override
    public String description() {
      return "converting";
    }

    @Override
    public boolean appliesTo(CatalogueEntry entry) {
      return entry.id().equals("m");
    }

    @Override
    public void run(CatalogueEntry entry, Path folder) throws IOException {
      Files.writeString(folder.resolve("model.onnx"), "graph");
      if (broken) {
        throw new IOException("no such layer");
      }
    }
  }
}

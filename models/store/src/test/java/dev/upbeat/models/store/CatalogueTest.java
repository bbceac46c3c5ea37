package dev.upbeat.models.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.models.store.download.Downloader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  @TempDir private Path folder;

  @Test
  void theBuiltInOneFitsTheModelsOfThisRepository() {
    Path models = Path.of("..").toAbsolutePath().normalize();
    ModelStore store =
        new ModelStore(
            Catalogue.builtIn(), models, folder.resolve("cache"), Downloader.standard(Map.of()));

    assertThat(store.verify("opener-en").status().problems()).isEmpty();
    assertThat(store.verify("vosk-starter-en").status().problems()).isEmpty();
  }

  @Test
  void theBuiltInOneHasAModelOfEveryKind() {
    assertThat(Catalogue.builtIn().entries())
        .extracting(CatalogueEntry::kind)
        .contains(ModelKind.values());
    assertThat(Catalogue.builtIn().entries())
        .allSatisfy(
            entry -> {
              assertThat(entry.description()).isNotBlank();
              assertThat(entry.licence()).isNotBlank();
              assertThat(entry.size()).isPositive();
            });
  }

  @Test
  void theUsersFileAddsAndReplaces() throws Exception {
    Path file =
        write(
            """
            // mine
            {"format": 1, "models": [
              {"id": "my-vosk", "kind": "recognizer", "folder": "vosk-de"},
              {"id": "silero-vad", "kind": "voice-activity", "preference": 7, "files": [
                {"path": "silero_vad.onnx", "digest": "md5:%s",
                 "sources": [{"kind": "https", "url": "http://intranet.example/vad.onnx"}]}]}]}
            """
                .formatted("ab".repeat(16)));

    Catalogue catalogue = Catalogue.withUserFile(file);

    assertThat(catalogue.require("my-vosk").folder()).isEqualTo(folder.resolve("vosk-de"));
    assertThat(catalogue.require("silero-vad").preference()).isEqualTo(7);
    assertThat(catalogue.find("opener-en")).isPresent();
  }

  @Test
  void withoutAUsersFileItIsTheBuiltInOne() {
    assertThat(Catalogue.withUserFile(folder.resolve("none")).entries())
        .isEqualTo(Catalogue.builtIn().entries());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                               | not JSON",
        "[]                                              | must be an object with \"format\": 1",
        "{'format': 2, 'models': []}                     | must be an object with \"format\": 1",
        "M{'kind': 'opener'}                             | a model lacks \"id\"",
        "M{'id': '../x', 'kind': 'opener'}               | id '../x' must be lower-case",
        "M{'id': 'x', 'kind': 'wizard'}                  | kind 'wizard' is none of recognizer",
        "M{'id': 'x', 'kind': 'opener'}                  | needs \"files\" or a \"folder\"",
        "M{'id': 'x', 'kind': 'opener', 'flies': []}     | unknown field \"flies\"",
        "F{'path': '../x'}                               | must lie within the model's folder",
        "F{'path': '/x'}                                 | must lie within the model's folder",
        "F{'path': '.'}                                  | must lie within the model's folder",
        "F{'path': 'x'}                                  | file 'x' has no sources",
        "F{'path': 'x', 'unpack': 'rar'}                 | unpack 'rar' is none of",
        "F{'path': 'x', 'digest': 'sha256:12'}           | A SHA-256 digest has 64 hex digits: 12",
        "F{'path': 'x', 'size': -1}                      | size must be a positive number",
        "S{'kind': 'ftp'}                                | source 'ftp' is none of bundled, https",
        "S{'kind': 'https', 'url': 'file:///etc/passwd'} | must begin with https://",
        "S{'kind': 'https', 'url': 'http://a.example/m'} | plain http needs a digest",
        "S{'kind': 'pypi', 'package': '-x', 'version': '1', 'member': 'm'} | must not begin with"
            + " '-'",
      })
  void namesTheMistake(String text, String mistake) throws Exception {
    String json =
        switch (text.charAt(0)) {
          case 'M' -> model(text.substring(1));
          case 'F' -> file(text.substring(1));
          case 'S' -> file("{'path': 'x', 'sources': [" + text.substring(1) + "]}");
          default -> text;
        };
    Path file = write(json.replace('\'', '"'));

    assertThatThrownBy(() -> Catalogue.read(file))
        .isInstanceOfSatisfying(
            UpbeatException.class,
            e -> {
              assertThat(e.code()).isEqualTo("catalogue-unreadable");
              assertThat(e.getMessage().replace('"', '\'')).contains(mistake.replace('"', '\''));
              assertThat(e).hasMessageContaining(file.toString());
            });
  }

  @Test
  void liesInTheUsersFolders() {
    UserFolders folders = new UserFolders(Path.of("/cache"), Path.of("/data"), Path.of("/config"));

    assertThat(StoreLocations.of(folders))
        .isEqualTo(new StoreLocations(Path.of("/cache/models"), Path.of("/config/catalogue.json")));
  }

  private static String file(String file) {
    return model("{'id': 'x', 'kind': 'opener', 'files': [" + file + "]}");
  }

  private static String model(String model) {
    return "{'format': 1, 'models': [" + model + "]}";
  }

  private Path write(String json) throws IOException {
    return Files.writeString(folder.resolve("catalogue.json"), json);
  }
}

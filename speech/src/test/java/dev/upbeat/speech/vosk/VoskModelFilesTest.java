package dev.upbeat.speech.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.speech.Fixtures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoskModelFilesTest {
  @TempDir private Path temporary;

  @Test
  void theStarterModelIsWhole() {
    assertThatCode(() -> new VoskModelFiles(Fixtures.vosk()).check()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "am/final.mdl",
        "am/global_cmvn.stats",
        "conf/mfcc.conf",
        "conf/model.conf",
        "graph/Gr.fst",
        "graph/HCLr.fst",
        "graph/words.txt",
        "graph/disambig_tid.int",
        "graph/phones/word_boundary.int"
      })
  void namesAFileThatIsMissingOrEmpty(String name) throws IOException {
    ModelFolder model = copyWithout(name);
    assertRefused(model, "model-file-missing", name);
    Files.createFile(model.folder().resolve(name));
    assertRefused(model, "model-file-damaged", name);
  }

  @ParameterizedTest
  @CsvSource({
    "am/final.mdl, 2",
    "am/final.mdl, 1000000",
    "am/final.mdl, 2046683",
    "graph/Gr.fst, 20",
    "graph/Gr.fst, 5000000",
    "graph/Gr.fst, 10501600",
    "graph/HCLr.fst, 3",
    "graph/HCLr.fst, 600000",
    "conf/model.conf, 2",
    "conf/model.conf, 20",
    "conf/mfcc.conf, 2",
    "conf/mfcc.conf, 20"
  })
  void namesAFileThatIsCutOff(String name, int bytes) throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.vosk().folder().resolve(name));
    ModelFolder model = copyWithout(name);
    Files.write(model.folder().resolve(name), java.util.Arrays.copyOf(whole, bytes));
    assertRefused(model, "model-file-damaged", name);
  }

  @Test
  void whatOnlyVoskCanFindIsAnErrorToo() throws IOException {
    ModelFolder model = copyWithout("conf/mfcc.conf");
    Files.writeString(model.folder().resolve("conf/mfcc.conf"), "--num-ceps=13\n");
    assertRefused(model, "vosk-model-refused", "vosk-starter-en");
  }

  @Test
  void aModelWithWordsInItsGraphNeedsNoWordList() {
    FstFile small = FstFile.parse(header("ngram", 2, 100, 100));
    assertThat(small.holdsWords()).isTrue();
    assertThat(FstFile.parse(header("const", 0, 10, 100)).bytes())
        .isEqualTo(header("const", 0, 10, 100).limit() + 10 * 20 + 100 * 16);
  }

  @Test
  void aModelWithSpeakerVectorsNeedsTheirFiles() throws IOException {
    ModelFolder model = copyWithout("none");
    Path folder = Files.createDirectory(model.folder().resolve("ivector"));
    for (String name :
        List.of("final.dubm", "final.ie", "final.mat", "global_cmvn.stats", "splice.conf")) {
      Files.writeString(folder.resolve(name), "x");
    }
    assertThatExceptionOfType(UpbeatException.class)
        .isThrownBy(() -> new VoskModelFiles(model).check())
        .withMessageContaining("ivector/online_cmvn.conf");
    Files.createFile(folder.resolve("online_cmvn.conf"));
    assertThatCode(() -> new VoskModelFiles(model).check()).doesNotThrowAnyException();
  }

  private static void assertRefused(ModelFolder model, String code, String name) {
    assertThatExceptionOfType(UpbeatException.class)
        .isThrownBy(() -> new VoskRecognizer(model).close())
        .withMessageContaining(name)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.remedy()).contains("models pull vosk-starter-en"));
  }

  /** A folder of links to the starter model's files, without one of them. */
  private ModelFolder copyWithout(String left) throws IOException {
    Path source = Fixtures.vosk().folder().toAbsolutePath();
    Path target = temporary.resolve("model");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path link = target.resolve(source.relativize(file).toString());
        Files.createDirectories(link.getParent());
        if (!file.endsWith(left)) {
          Files.createSymbolicLink(link, file);
        }
      }
    }
    return new ModelFolder("vosk-starter-en", target);
  }

  private static ByteBuffer header(String type, int flags, long states, long arcs) {
    ByteBuffer buffer = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(2125659606);
    for (String text : List.of(type, "standard")) {
      buffer.putInt(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }
    buffer.putInt(1).putInt(flags).putLong(0).putLong(0).putLong(states).putLong(arcs);
    return buffer.flip();
  }
}

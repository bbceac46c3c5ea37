package dev.upbeat.models.store;

import dev.upbeat.models.store.download.DownloadException;
import dev.upbeat.models.store.download.DownloadRequest;
import dev.upbeat.models.store.download.Downloader;
import dev.upbeat.models.store.download.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pull of one model, under its lock: gets each file from the first source that works, verifies
 * it, and stages it. Everything happens in {@code partial/<id>/} on the cache's own disk, so that a
 * single rename makes the model appear.
 */
final class ModelPull {
  private static final Logger log = LoggerFactory.getLogger(ModelPull.class);

  private final CatalogueEntry entry;
  private final Path cacheFolder;
  private final Path work;
  private final Downloader downloader;
  private final ProgressListener progress;
  private final List<Receipt.Download> downloads = new ArrayList<>();

  ModelPull(
      CatalogueEntry entry, Path cacheFolder, Downloader downloader, ProgressListener progress) {
    this.entry = entry;
    this.cacheFolder = cacheFolder;
    this.work = cacheFolder.resolve("partial").resolve(entry.id());
    this.downloader = downloader;
    this.progress = progress;
  }

  /**
   * Downloads, verifies, stages and moves into place.
   *
   * @return the receipt of what is now in {@code target}
   */
  Receipt into(Path target, List<PostInstall> postInstall)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    StagedModel staged = new StagedModel(work, target);
    staged.clear();
    checkRoom();
    try {
      // First everything is got, then everything staged: a failure on the way to the last file
      // leaves the others complete for the next attempt.
      List<Path> complete = new ArrayList<>();
      for (int i = 0; i < entry.files().size(); i++) {
        complete.add(obtain(i, entry.files().get(i)));
      }
      for (int i = 0; i < complete.size(); i++) {
        stage(entry.files().get(i), complete.get(i), staged.folder());
      }
      for (PostInstall step : postInstall) {
        if (step.appliesTo(entry)) {
          run(step, staged.folder());
        }
      }
      progress.on(new ProgressEvent.Step("installing"));
      Receipt receipt = staged.commit(downloads);
      Folders.delete(work);
      Folders.delete(cacheFolder.resolve("incoming").resolve(entry.id()));
      return receipt;
    } finally {
      staged.clear();
      Folders.deleteIfWithoutFiles(work);
    }
  }

  /** Gets one verified file from the hand-filled folder or the first source that has it. */
  private Path obtain(int index, CatalogueFile file) throws IOException, InterruptedException {
    Path byHand = cacheFolder.resolve("incoming").resolve(entry.id()).resolve(file.downloadName());
    if (Files.exists(byHand)) {
      return obtainByHand(file, byHand);
    }
    List<String> reasons = new ArrayList<>();
    for (int s = 0; s < file.sources().size(); s++) {
      Source source = file.sources().get(s);
      if (source instanceof Source.Bundled) {
        continue;
      }
      // A folder of its own, since the downloader may keep notes beside the file.
      Path part = work.resolve(index + "-" + s).resolve(file.downloadName());
      try {
        return obtain(file, source, part);
      } catch (DownloadException e) {
        log.debug(
            "event=source-failed model={} source={} reason={}",
            entry.id(),
            source.description(),
            e.getMessage());
        if (s + 1 < file.sources().size()) {
          progress.on(new ProgressEvent.SourceFailed(source.description(), reason(e)));
        }
        reasons.add(source.description() + ": " + reason(e));
      }
    }
    throw StoreErrors.download(entry, file, reasons, byHand);
  }

  private Path obtain(CatalogueFile file, Source source, Path part)
      throws IOException, InterruptedException {
    Files.createDirectories(part.getParent());
    Digest expected = file.expectedDigest(source);
    boolean resumed = Files.exists(part);
    DownloadRequest request =
        new DownloadRequest(part, file.expectedSize(source), expected != null);
    Digest announced = downloader.download(source, request, progress);
    try {
      verify(file, source.description(), part, expected, announced);
    } catch (DownloadException e) {
      if (!resumed) {
        throw e;
      }
      // The old beginning may be at fault: once more, from scratch.
      progress.on(new ProgressEvent.SourceFailed(source.description(), reason(e)));
      Files.createDirectories(part.getParent());
      announced = downloader.download(source, request, progress);
      verify(file, source.description(), part, expected, announced);
    }
    return part;
  }

  private Path obtainByHand(CatalogueFile file, Path byHand)
      throws IOException, InterruptedException {
    progress.on(new ProgressEvent.Step("taking " + byHand));
    // Any of the digests the sources name is right: the user may have fetched any of their files.
    Digest expected = null;
    for (Source source : file.sources()) {
      Digest known = file.expectedDigest(source);
      if (known != null
          && (expected == null || Digest.of(byHand, known.algorithm()).equals(known))) {
        expected = known;
      }
    }
    try {
      verify(file, byHand.toString(), byHand, expected, null);
    } catch (DownloadException e) {
      throw StoreErrors.refusedByHand(entry.id(), byHand, reason(e));
    }
    return byHand;
  }

  /** Verifies a complete file. One that doesn't match is deleted, unless the user put it there. */
  private void verify(
      CatalogueFile file,
      String source,
      Path complete,
      @Nullable Digest expected,
      @Nullable Digest announced)
      throws IOException, InterruptedException {
    Digest required = expected != null ? expected : announced;
    progress.on(new ProgressEvent.Step("verifying the checksum"));
    Digest actual =
        Digest.of(complete, required == null ? Digest.Algorithm.SHA256 : required.algorithm());
    if (required != null && !required.equals(actual)) {
      boolean ours = discard(complete);
      throw new DownloadException(
          "wrong checksum, expected "
              + required
              + " but got "
              + actual
              + (ours ? "; refused and deleted" : "; refused"),
          false);
    }
    if (expected == null) {
      progress.on(
          new ProgressEvent.Warning(
              "No checksum is known for "
                  + entry.id()
                  + "/"
                  + file.path()
                  + ". "
                  + (announced == null
                      ? "This first download is trusted: "
                      : "It is what the server announced: ")
                  + actual));
    }
    downloads.add(new Receipt.Download(file.path(), source, actual, expected == null));
  }

  private void stage(CatalogueFile file, Path complete, Path staging)
      throws IOException, InterruptedException {
    Path target = staging.resolve(file.path()).normalize();
    if (file.unpack() == CatalogueFile.Unpack.NONE) {
      Files.createDirectories(target.getParent());
      link(complete, target);
      return;
    }
    progress.on(new ProgressEvent.Step("unpacking"));
    try {
      ArchiveUnpacker.unpack(
          complete, target, file.unpack() == CatalogueFile.Unpack.ZIP_STRIP_ROOT);
    } catch (DownloadException e) {
      discard(complete);
      throw StoreErrors.refusedArchive(entry.id(), complete, reason(e));
    }
  }

  /** Deletes a download and the notes beside it; leaves alone what the user put there. */
  private boolean discard(Path complete) throws IOException {
    Path folder = complete.getParent();
    if (folder == null || !folder.startsWith(work)) {
      return false;
    }
    Folders.delete(folder);
    return true;
  }

  /** The same file under a second name where the disk can do that; so a retry still finds it. */
  private static void link(Path complete, Path target) throws IOException {
    try {
      Files.createLink(target, complete);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(complete, target);
    }
  }

  private void run(PostInstall step, Path folder) throws InterruptedException {
    progress.on(new ProgressEvent.Step(step.description()));
    try {
      step.run(entry, folder);
    } catch (IOException e) {
      throw StoreErrors.postInstall(entry.id(), step.description(), e);
    }
  }

  private void checkRoom() throws IOException {
    boolean archives =
        entry.files().stream().anyMatch(f -> f.unpack() != CatalogueFile.Unpack.NONE);
    // An archive and what it unpacks to are on the disk together for a while.
    long needed = entry.size() + (archives ? 2 * entry.size() : 0);
    // Not Files.getFileStore: it fails where the mount table isn't ours, such as in a chroot.
    long free = work.toFile().getUsableSpace();
    if (free > 0 && free < needed) {
      throw StoreErrors.tooLittleRoom(entry.id(), cacheFolder, needed, free);
    }
  }

  private static String reason(DownloadException e) {
    return String.valueOf(e.getMessage());
  }
}

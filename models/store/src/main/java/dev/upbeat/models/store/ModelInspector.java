package dev.upbeat.models.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out how models stand on this machine. */
final class ModelInspector {
  private final Path bundledRoot;
  private final Path cacheFolder;
  private final VerifiedFiles verified;

  ModelInspector(Path bundledRoot, Path cacheFolder) {
    this.bundledRoot = bundledRoot;
    this.cacheFolder = cacheFolder;
    this.verified = new VerifiedFiles(cacheFolder);
  }

  /** Whether a model is used where it is, so that there is nothing to pull. */
  boolean usedInPlace(CatalogueEntry entry) {
    return inPlace(entry) != null;
  }

  /** Where a downloaded model is, or would be. */
  Path installFolder(String id) {
    return cacheFolder.resolve(id);
  }

  /** How a model stands. Hashes only files that were never verified or changed since. */
  ModelStatus status(CatalogueEntry entry) throws InterruptedException {
    return inspect(entry, false).status();
  }

  /** How a model stands, hashing every file. */
  Verification verify(CatalogueEntry entry) throws InterruptedException {
    return inspect(entry, true);
  }

  /** Remembers the files of a model that has just been verified and moved into place. */
  void remember(Path folder, Receipt receipt) throws IOException {
    for (FileRecord file : receipt.files()) {
      verified.remember(folder.resolve(file.path()), file.digest());
    }
  }

  private Verification inspect(CatalogueEntry entry, boolean hashAll) throws InterruptedException {
    Path inPlace = inPlace(entry);
    if (inPlace != null) {
      return inspectInPlace(entry, inPlace, hashAll);
    }
    return inspectInstalled(entry, installFolder(entry.id()), hashAll);
  }

  /** The folder a model is used in without ever being downloaded; null for all others. */
  private @Nullable Path inPlace(CatalogueEntry entry) {
    if (entry.folder() != null) {
      return entry.folder();
    }
    Path bundled = bundledRoot.resolve(entry.id());
    boolean used = entry.bundled() && (Files.isDirectory(bundled) || !entry.downloadable());
    return used ? bundled : null;
  }

  private Verification inspectInPlace(CatalogueEntry entry, Path folder, boolean hashAll)
      throws InterruptedException {
    if (!Files.isDirectory(folder)) {
      return result(entry, ModelState.MISSING, folder, List.of(), 0, List.of());
    }
    List<String> problems = new ArrayList<>();
    int checked = 0;
    for (CatalogueFile file : entry.files()) {
      checked++;
      check(folder, file.path(), file.size(), file.digest(), hashAll, problems);
    }
    ModelState state = problems.isEmpty() ? ModelState.BUNDLED : ModelState.DAMAGED;
    return result(entry, state, folder, problems, checked, List.of());
  }

  private Verification inspectInstalled(CatalogueEntry entry, Path folder, boolean hashAll)
      throws InterruptedException {
    if (!Files.exists(folder)) {
      return result(entry, ModelState.MISSING, folder, List.of(), 0, List.of());
    }
    Receipt receipt;
    try {
      receipt = Receipt.read(folder);
    } catch (IOException e) {
      List<String> problems = List.of("no readable " + Receipt.NAME + ": not put there by a pull");
      return result(entry, ModelState.DAMAGED, folder, problems, 0, List.of());
    }
    List<String> problems = new ArrayList<>();
    for (FileRecord file : receipt.files()) {
      check(folder, file.path(), file.size(), file.digest(), hashAll, problems);
    }
    List<String> trusted =
        receipt.downloads().stream()
            .filter(Receipt.Download::trusted)
            .map(download -> download.path() + " from " + download.source())
            .toList();
    ModelState state = problems.isEmpty() ? ModelState.INSTALLED : ModelState.DAMAGED;
    return result(entry, state, folder, problems, receipt.files().size(), trusted);
  }

  private void check(
      Path folder,
      String path,
      long size,
      @Nullable Digest digest,
      boolean hash,
      List<String> problems)
      throws InterruptedException {
    Path file = folder.resolve(path);
    try {
      if (!Files.exists(file)) {
        problems.add(path + " is missing");
      } else if (size > 0 && Files.size(file) != size) {
        problems.add(path + " has " + Files.size(file) + " bytes, expected " + size);
      } else if (digest != null
          && !(hash ? verified.matchesByHash(file, digest) : verified.matches(file, digest))) {
        problems.add(path + " does not match " + digest);
      }
    } catch (IOException e) {
      problems.add(path + " cannot be read: " + e.getMessage());
    }
  }

  private static Verification result(
      CatalogueEntry entry,
      ModelState state,
      Path folder,
      List<String> problems,
      int checked,
      List<String> trusted) {
    return new Verification(new ModelStatus(entry, state, folder, problems), checked, trusted);
  }
}

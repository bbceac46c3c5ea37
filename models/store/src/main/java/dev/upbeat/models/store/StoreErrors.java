package dev.upbeat.models.store;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The store's errors, each with its remedy. */
final class StoreErrors {
  private StoreErrors() {}

  /** The disk or the cache folder failed. */
  static UpbeatException local(String id, Path cacheFolder, IOException failure) {
    String message = String.valueOf(failure.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (UserFolders.isDiskFull(failure)) {
      return diskFull(id, cacheFolder, failure);
    }
    if (failure instanceof AccessDeniedException
        || failure instanceof NotDirectoryException
        || failure instanceof FileAlreadyExistsException
        || lower.contains("read-only file system")
        || lower.contains("not a directory")
        || lower.contains("permission denied")
        || !Files.isWritable(nearestExisting(cacheFolder))) {
      return new UpbeatException(
          "cache-not-writable",
          false,
          "Cannot store model '" + id + "': " + cacheFolder + " cannot be written to.",
          UserFolders.Kind.CACHE.remedy(failure),
          failure);
    }
    return new UpbeatException(
        "model-store-failed",
        true,
        "Cannot store model '" + id + "' in " + cacheFolder + ": " + message + ".",
        "Check that disk, or set UPBEAT_CACHE to a folder on another one.",
        failure);
  }

  private static UpbeatException diskFull(String id, Path cacheFolder, IOException failure) {
    return new UpbeatException(
        "disk-full",
        true,
        "Cannot store model '" + id + "': the disk of " + cacheFolder + " is full.",
        "Make room there, or set UPBEAT_CACHE to a folder on another disk, and pull again.",
        failure);
  }

  /** There is too little room to begin. */
  static UpbeatException tooLittleRoom(String id, Path cacheFolder, long needed, long free) {
    return new UpbeatException(
        "disk-full",
        true,
        "Model '"
            + id
            + "' needs "
            + Sizes.text(needed)
            + ", but "
            + cacheFolder
            + " has only "
            + Sizes.text(free)
            + " left.",
        "Make room there, or set UPBEAT_CACHE to a folder on another disk, and pull again.");
  }

  /** Every source of a file failed. */
  static UpbeatException download(
      CatalogueEntry entry, CatalogueFile file, List<String> reasons, Path byHand) {
    StringBuilder remedy = new StringBuilder();
    boolean changed = reasons.stream().anyMatch(reason -> reason.contains("wrong checksum"));
    remedy.append(
        changed
            ? "Pull again; if that doesn't help, the file was changed where it comes from:"
                + " report it, "
            : "Check the network (a proxy is taken from https_proxy) and pull again, ");
    remedy.append("or put the right file at ").append(byHand);
    Digest digest = file.digest();
    if (digest != null) {
      remedy.append(" (").append(digest).append(")");
    }
    remedy.append(" and run './upbeat models pull ").append(entry.id()).append("'.");
    return new UpbeatException(
        "model-download-failed",
        true,
        "Cannot download model '" + entry.id() + "': " + String.join("; ", reasons) + ".",
        remedy.toString());
  }

  /** A file the user supplied isn't what it should be. */
  static UpbeatException refusedByHand(String id, Path file, String reason) {
    return new UpbeatException(
        "model-file-refused",
        false,
        "Cannot use " + file + " for model '" + id + "': " + reason + ".",
        "Download it again, or remove it and run './upbeat models pull " + id + "'.");
  }

  /** A verified archive cannot be unpacked. */
  static UpbeatException refusedArchive(String id, Path file, String reason) {
    return new UpbeatException(
        "model-file-refused",
        false,
        "Cannot unpack " + file + " for model '" + id + "': " + reason + ".",
        "Correct the catalogue entry, or report the archive to whoever publishes it.");
  }

  /** A step after the download failed. */
  static UpbeatException postInstall(String id, String step, IOException failure) {
    return new UpbeatException(
        "model-post-install-failed",
        false,
        "Model '" + id + "' was downloaded, but " + step + " failed: " + failure.getMessage() + ".",
        "See the log, then run './upbeat models pull " + id + "' again; nothing was installed.",
        failure);
  }

  /** The model isn't here. */
  static UpbeatException missing(ModelStatus status) {
    String id = status.entry().id();
    boolean inPlace = status.entry().folder() != null || status.entry().bundled();
    return new UpbeatException(
        "model-missing",
        false,
        "Model '" + id + "' is not on this machine: there is no " + status.folder() + ".",
        inPlace ? restore(status) : "Run './upbeat models pull " + id + "'.");
  }

  /** The model is here but broken. */
  static UpbeatException damaged(ModelStatus status) {
    String id = status.entry().id();
    boolean inPlace =
        status.entry().folder() != null || !status.folder().resolve(Receipt.NAME).toFile().exists();
    return new UpbeatException(
        "model-damaged",
        false,
        "Cannot read model '"
            + id
            + "' in "
            + status.folder()
            + ": "
            + String.join("; ", status.problems())
            + ".",
        inPlace && status.entry().bundled()
            ? restore(status)
            : "Run './upbeat models pull " + id + "'.");
  }

  private static String restore(ModelStatus status) {
    return status.entry().folder() != null
        ? "Correct the folder in your catalogue, or restore its files."
        : "Restore it: in a checkout 'git checkout -- models/"
            + status.entry().id()
            + "', else install Upbeat again.";
  }

  /** A pull was interrupted. */
  static UpbeatException interrupted(String id) {
    return new UpbeatException(
        "model-pull-interrupted",
        true,
        "The pull of model '" + id + "' was interrupted.",
        "Run './upbeat models pull " + id + "' to go on where it stopped.");
  }

  private static Path nearestExisting(Path path) {
    Path nearest = path.toAbsolutePath();
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    return nearest;
  }
}

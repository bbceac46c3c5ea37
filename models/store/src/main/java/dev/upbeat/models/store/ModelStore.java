package dev.upbeat.models.store;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.models.store.download.Downloader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where engines get their model files: knows the catalogue, what is on this machine, and how to get
 * what isn't. Safe for use by several threads, and by several processes on one cache folder.
 */
public final class ModelStore {
  private static final Logger log = LoggerFactory.getLogger(ModelStore.class);

  private final Catalogue catalogue;
  private final Path cacheFolder;
  private final Downloader downloader;
  private final ModelInspector inspector;

  /**
   * A store; touches no disk yet.
   *
   * @param catalogue the models there are
   * @param bundledRoot the distribution's {@code models} folder, used in place; need not exist
   * @param cacheFolder where downloads live; made when needed
   * @param downloader how to download
   */
  public ModelStore(
      Catalogue catalogue, Path bundledRoot, Path cacheFolder, Downloader downloader) {
    this.catalogue = catalogue;
    this.cacheFolder = cacheFolder.toAbsolutePath().normalize();
    this.downloader = downloader;
    this.inspector = new ModelInspector(bundledRoot.toAbsolutePath().normalize(), this.cacheFolder);
  }

  /**
   * The store as a program wants it: built-in catalogue and the user's, cache, proxies and clients
   * as the environment says.
   *
   * @param bundledRoot the distribution's {@code models} folder
   * @param environment such as {@code System.getenv()}
   * @throws UpbeatException {@code catalogue-unreadable} when the user's catalogue has a mistake
   */
  public static ModelStore open(Path bundledRoot, Map<String, String> environment) {
    StoreLocations locations = StoreLocations.of(UserFolders.of(environment));
    return new ModelStore(
        Catalogue.withUserFile(locations.userCatalogue()),
        bundledRoot,
        locations.cacheFolder(),
        Downloader.standard(environment));
  }

  /** The catalogue this store works from. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** Where downloads live; need not exist yet. */
  public Path cacheFolder() {
    return cacheFolder;
  }

  /** Every model of the catalogue and how it stands. May hash files once; never downloads. */
  public List<ModelStatus> list() {
    return catalogue.entries().stream().map(this::status).toList();
  }

  /**
   * How a model stands.
   *
   * @throws UpbeatException {@code model-unknown}
   */
  public ModelStatus status(String id) {
    return status(catalogue.require(id));
  }

  /**
   * The model if it is here and sound, else empty.
   *
   * @throws UpbeatException {@code model-unknown}
   */
  public Optional<ModelFolder> find(String id) {
    return Optional.of(status(id)).filter(s -> s.state().usable()).map(ModelStore::folder);
  }

  /**
   * The model.
   *
   * @throws UpbeatException {@code model-unknown}, {@code model-missing} or {@code model-damaged}
   */
  public ModelFolder require(String id) {
    ModelStatus status = status(id);
    return switch (status.state()) {
      case BUNDLED, INSTALLED -> folder(status);
      case MISSING -> throw StoreErrors.missing(status);
      case DAMAGED -> throw StoreErrors.damaged(status);
    };
  }

  /**
   * The usable model of this kind with the highest preference, of equals the largest; empty when
   * there is none. A damaged one is passed over with a warning in the log.
   */
  public Optional<ModelFolder> best(ModelKind kind) {
    List<CatalogueEntry> candidates =
        catalogue.entries().stream()
            .filter(entry -> entry.kind() == kind)
            .sorted(
                Comparator.comparingInt(CatalogueEntry::preference)
                    .thenComparingLong(CatalogueEntry::size)
                    .reversed())
            .toList();
    for (CatalogueEntry entry : candidates) {
      ModelStatus status = status(entry);
      if (status.state().usable()) {
        return Optional.of(folder(status));
      }
      if (status.state() == ModelState.DAMAGED) {
        log.warn("event=model-damaged model={} problems={}", entry.id(), status.problems());
      }
    }
    return Optional.empty();
  }

  /** As {@link #pull(String, ProgressListener, List)} without further steps. */
  public PullResult pull(String id, ProgressListener progress) {
    return pull(id, progress, List.of());
  }

  /**
   * Makes a model usable: does nothing if it is, else downloads, verifies and installs it. Blocks,
   * for minutes perhaps; interrupt the thread to abort. What is complete or resumable stays for the
   * next attempt; nothing half-written ever counts as installed.
   *
   * @param postInstall steps to take before it counts as installed
   * @throws UpbeatException {@code model-unknown}, {@code model-download-failed}, {@code
   *     model-file-refused}, {@code cache-not-writable}, {@code disk-full}, {@code
   *     model-pull-interrupted} (the thread's interrupt flag is set again), {@code model-missing}
   *     or {@code model-damaged} (used in place, so there is nothing to pull)
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public PullResult pull(String id, ProgressListener progress, List<PostInstall> postInstall) {
    CatalogueEntry entry = catalogue.require(id);
    if (inspector.usedInPlace(entry)) {
      return new PullResult(require(id), false);
    }
    try {
      if (upToDate(entry)) {
        return new PullResult(require(id), false);
      }
      Path partial = Files.createDirectories(cacheFolder.resolve("partial"));
      try (StoreLock lock = StoreLock.acquire(partial.resolve(id + ".lock"), progress)) {
        if (upToDate(entry)) {
          return new PullResult(require(id), false);
        }
        Path target = inspector.installFolder(id);
        Receipt receipt =
            new ModelPull(entry, cacheFolder, downloader, progress).into(target, postInstall);
        inspector.remember(target, receipt);
        log.info("event=model-installed model={} folder={}", id, target);
        return new PullResult(new ModelFolder(id, target), true);
      }
    } catch (IOException e) {
      throw StoreErrors.local(id, cacheFolder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StoreErrors.interrupted(id);
    }
  }

  /**
   * Hashes every file of a model, whatever is remembered. Blocks about a second per 500 MB.
   *
   * @throws UpbeatException {@code model-unknown}, {@code model-pull-interrupted}
   */
  public Verification verify(String id) {
    try {
      return inspector.verify(catalogue.require(id));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StoreErrors.interrupted(id);
    }
  }

  private boolean upToDate(CatalogueEntry entry) throws IOException, InterruptedException {
    ModelStatus status = inspector.status(entry);
    return status.state() == ModelState.INSTALLED && Receipt.read(status.folder()).matches(entry);
  }

  private ModelStatus status(CatalogueEntry entry) {
    try {
      return inspector.status(entry);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StoreErrors.interrupted(entry.id());
    }
  }

  private static ModelFolder folder(ModelStatus status) {
    return new ModelFolder(status.entry().id(), status.folder());
  }
}

package dev.upbeat.plugins.host;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.core.spi.SpiVersion;
import dev.upbeat.plugins.host.InstalledRecords.InstalledRecord;
import dev.upbeat.plugins.host.PluginStatus.Origin;
import dev.upbeat.plugins.host.PluginStatus.State;
import dev.upbeat.plugins.host.UnpackedPlugins.Unpacked;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The user's folder of installed plugins. Changes take effect when a program starts its {@link
 * PluginHost} the next time; one that is running keeps what it has loaded.
 *
 * <p>Any thread may use it; of several that change something at the same time, in this process or
 * another, one succeeds and the others get {@code plugin-store-busy}.
 */
public final class PluginStore {
  private final PluginHostSettings settings;
  private final CandidateFinder finder;
  private final UnpackedPlugins unpackedPlugins;
  private final InstalledRecords records;

  /** Touches nothing yet. */
  public PluginStore(PluginHostSettings settings) {
    this.settings = settings;
    this.finder = new CandidateFinder(settings);
    this.unpackedPlugins = new UnpackedPlugins(settings.unpacked(), settings.limits());
    this.records = new InstalledRecords(settings.installed());
  }

  /**
   * Installs or upgrades a plugin. The zip is copied, checked, unpacked, loaded and started; only
   * then does it take the place of the version before, which stays untouched if anything fails.
   * Blocks.
   *
   * @param zip stays where it is
   * @param expectedSha256 what the zip's digest must be; empty: any
   * @throws UpbeatException {@code plugin-*}; nothing has changed then
   */
  public Installation install(Path zip, Optional<String> expectedSha256) {
    if (!Files.isRegularFile(zip)) {
      throw new UpbeatException(
          "plugin-not-found",
          false,
          "Cannot install '" + zip + "': there is no such file.",
          "Give the path of the plugin's zip; there is no registry to look names up in.");
    }
    return locked(
        () -> {
          Path work = Files.createTempDirectory(settings.installed(), ".installing-");
          try {
            return installLocked(zip, expectedSha256, work);
          } finally {
            Folders.deleteQuietly(work);
          }
        });
  }

  /**
   * Removes an installed plugin.
   *
   * @return the version that was removed
   * @throws UpbeatException {@code plugin-not-found} if it isn't installed
   */
  public String uninstall(String id) {
    return locked(
        () -> {
          InstalledRecord record = records.byId(id).orElseThrow(() -> notInstalled(id));
          records.delete(id);
          Files.deleteIfExists(settings.installed().resolve(record.file()));
          unpackedPlugins.remove(unpackedFolder(record));
          return record.version();
        });
  }

  /** Reads every plugin again from beginning to end, zip and unpacked files; blocks. */
  public List<Verification> verify() {
    List<Verification> all = new ArrayList<>();
    CandidateFinder.Found found = finder.find();
    for (Candidate candidate : found.candidates()) {
      all.add(
          new Verification(
              candidate.id(),
              candidate.details().version(),
              candidate.origin(),
              candidate.unpacked().sha256(),
              damage(candidate)));
    }
    for (PluginStatus refused : found.refused()) {
      all.add(new Verification(refused.name(), "", refused.origin(), "", refused.problem()));
    }
    return all;
  }

  private Installation installLocked(Path zip, Optional<String> expectedSha256, Path work)
      throws IOException {
    // What is checked must be what is installed: work on a copy nobody else writes to.
    Path copy = work.resolve("plugin.zip");
    Files.copy(zip, copy);
    String sha256 = Digests.sha256(copy);
    expectedSha256.ifPresent(expected -> checkDigest(zip, expected, sha256));
    PluginDetails details = inspect(zip, copy, sha256);
    Optional<InstalledRecord> before = records.byId(details.id());
    if (before.isPresent() && before.get().sha256().equals(sha256) && hasZip(before.get())) {
      return new Installation(details, sha256, before.map(InstalledRecord::version), true);
    }
    checkVersion(details, before);

    String file = details.id() + "-" + details.version() + "-" + sha256.substring(0, 8) + ".zip";
    Unpacked unpacked = unpackedPlugins.unpack(copy, sha256);
    try {
      rehearse(new Candidate(copy, Origin.INSTALLED, unpacked));
    } catch (UpbeatException e) {
      unpackedPlugins.remove(unpacked.folder());
      throw e;
    }
    Path place = settings.installed().resolve(file);
    Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    records.write(
        new InstalledRecord(
            details.id(), details.version(), sha256, file, zip.toAbsolutePath().toString()));
    removeOthers(details.id(), file);
    before
        .filter(record -> !record.file().equals(file))
        .ifPresent(record -> unpackedPlugins.remove(unpackedFolder(record)));
    return new Installation(details, sha256, before.map(InstalledRecord::version), false);
  }

  private PluginDetails inspect(Path zip, Path copy, String sha256) {
    PluginDetails details;
    try {
      details = new PluginArchive(copy, settings.limits()).read();
      CandidateFinder.checkApi(copy, details);
    } catch (UpbeatException e) {
      // The reader knows the file by the name they gave.
      throw new UpbeatException(
          e.code(),
          e.retryable(),
          Objects.toString(e.getMessage(), "").replace(copy.toString(), zip.toString()),
          e.remedy(),
          e);
    }
    settings.checks().forEach(check -> check.check(copy, details, sha256));
    return details;
  }

  private void checkVersion(PluginDetails details, Optional<InstalledRecord> before) {
    before.ifPresent(record -> checkVersion(details, record.version(), "installed"));
    for (Path bundled : finder.bundledZips()) {
      try {
        PluginDetails other = unpackedPlugins.unpackBundled(bundled).details();
        if (other.id().equals(details.id())
            && PluginDescriptors.compareVersions(details.version(), other.version()) < 0) {
          throw older(details, other.version(), "part of Upbeat");
        }
      } catch (UpbeatException e) {
        if (e.code().equals("plugin-older")) {
          throw e;
        }
        // A damaged bundled plugin is reported by list(); it need not stop this one.
      }
    }
  }

  private static void checkVersion(PluginDetails details, String installed, String where) {
    int order = PluginDescriptors.compareVersions(details.version(), installed);
    if (order < 0) {
      throw older(details, installed, where);
    }
    if (order == 0 && !details.version().endsWith("-SNAPSHOT")) {
      throw new UpbeatException(
          "plugin-same-version",
          false,
          "Another zip of " + details.id() + " " + details.version() + " is installed.",
          "Give the new one a higher plugin.version (or one that ends with -SNAPSHOT while you work"
              + " on it), or run './upbeat plugins uninstall "
              + details.id()
              + "' first.");
    }
  }

  private static UpbeatException older(PluginDetails details, String other, String where) {
    return new UpbeatException(
        "plugin-older",
        false,
        "Cannot install "
            + details.id()
            + " "
            + details.version()
            + ": "
            + other
            + " is "
            + where
            + ".",
        where.equals("installed")
            ? "If you want the older one, run './upbeat plugins uninstall "
                + details.id()
                + "' first."
            : "Get a newer version of the plugin.");
  }

  /** Loads and starts the plugin with those it depends on, and stops it again. */
  private void rehearse(Candidate candidate) {
    List<Candidate> cast = new ArrayList<>(List.of(candidate));
    if (!candidate.details().dependencies().isEmpty()) {
      finder.find().candidates().stream()
          .filter(other -> !other.id().equals(candidate.id()))
          .forEach(cast::add);
    }
    try (PluginStarter starter = new PluginStarter(settings.unpacked(), SpiVersion.current())) {
      starter.start(cast);
      for (PluginStatus status : starter.statuses()) {
        if (status.name().equals(candidate.id()) && status.state() != State.STARTED) {
          throw status.problem().orElseThrow();
        }
      }
    }
  }

  private Optional<UpbeatException> damage(Candidate candidate) {
    try {
      String sha256 = Digests.sha256(candidate.zip());
      if (!sha256.equals(candidate.unpacked().sha256())) {
        return Optional.of(
            PluginErrors.changed(candidate.zip(), candidate.unpacked().sha256(), sha256));
      }
      return unpackedPlugins
          .firstDamaged(candidate.unpacked())
          .map(file -> PluginErrors.unpackedDamaged(candidate.unpacked().folder(), file));
    } catch (IOException e) {
      return Optional.of(PluginErrors.io("read", candidate.zip(), e));
    }
  }

  private static void checkDigest(Path zip, String expected, String actual) {
    if (!expected.strip().toLowerCase(Locale.ROOT).equals(actual)) {
      throw new UpbeatException(
          "plugin-digest-mismatch",
          false,
          "Refused " + zip + ": its SHA-256 is " + actual + ", expected " + expected.strip() + ".",
          "Download it again; if it still differs, don't use it and tell its author.");
    }
  }

  private boolean hasZip(InstalledRecord record) throws IOException {
    Path zip = settings.installed().resolve(record.file());
    return Files.isRegularFile(zip) && Digests.sha256(zip).equals(record.sha256());
  }

  private Path unpackedFolder(InstalledRecord record) {
    return settings
        .unpacked()
        .resolve(record.id() + "-" + record.version() + "-" + record.sha256().substring(0, 8));
  }

  /** The version before, and what an interrupted installation may have left. */
  private void removeOthers(String id, String keep) throws IOException {
    for (Path zip : Folders.filesEnding(settings.installed(), ".zip")) {
      String name = zip.getFileName().toString();
      if (!name.equals(keep) && name.matches(id + "-\\d.*-[0-9a-f]{8}\\.zip")) {
        Folders.deleteQuietly(zip);
      }
    }
  }

  private UpbeatException notInstalled(String id) {
    boolean bundled =
        finder.find().candidates().stream().anyMatch(candidate -> candidate.id().equals(id));
    return new UpbeatException(
        "plugin-not-found",
        false,
        bundled
            ? "Cannot uninstall '" + id + "': it is part of Upbeat."
            : "Cannot uninstall '" + id + "': no such plugin is installed.",
        "Run './upbeat plugins list' to see what is.");
  }

  private <T> T locked(Change<T> change) {
    Path folder = settings.installed();
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw busy(folder);
        }
        return change.run();
      }
    } catch (OverlappingFileLockException e) {
      throw busy(folder);
    } catch (IOException e) {
      throw isAbout(folder, e)
          ? PluginErrors.installed(folder, e)
          : PluginErrors.io("change", folder, e);
    }
  }

  private static boolean isAbout(Path folder, IOException failure) {
    if (failure instanceof FileSystemException e && e.getFile() != null) {
      Path file = Path.of(e.getFile());
      return file.startsWith(folder) || folder.startsWith(file);
    }
    return UserFolders.isDiskFull(failure);
  }

  private static UpbeatException busy(Path folder) {
    return new UpbeatException(
        "plugin-store-busy",
        true,
        "Another program is changing " + folder + " just now.",
        "Try again in a moment.");
  }

  @FunctionalInterface
  private interface Change<T> {
    T run() throws IOException;
  }

  /**
   * What an installation did.
   *
   * @param replaced the version that was installed before
   * @param unchanged whether this very zip was installed already
   */
  public record Installation(
      PluginDetails details, String sha256, Optional<String> replaced, boolean unchanged) {
    public Installation {
      Objects.requireNonNull(details, "details");
      Objects.requireNonNull(sha256, "sha256");
      Objects.requireNonNull(replaced, "replaced");
    }
  }

  /**
   * Whether a plugin is as it was when it was installed or built.
   *
   * @param name the plugin's id, or the zip's name if that can't be read
   * @param version empty if it can't be read
   * @param sha256 empty if it isn't what it should be
   * @param problem empty if all is well
   */
  public record Verification(
      String name,
      String version,
      Origin origin,
      String sha256,
      Optional<UpbeatException> problem) {
    public Verification {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(sha256, "sha256");
      Objects.requireNonNull(problem, "problem");
    }
  }
}

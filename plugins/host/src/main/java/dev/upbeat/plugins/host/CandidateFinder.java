package dev.upbeat.plugins.host;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.SpiVersion;
import dev.upbeat.plugins.host.InstalledRecords.InstalledRecord;
import dev.upbeat.plugins.host.PluginStatus.Origin;
import dev.upbeat.plugins.host.PluginStatus.State;
import dev.upbeat.plugins.host.UnpackedPlugins.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for zips in the folders and sorts out those that may not be used. */
final class CandidateFinder {
  private final PluginHostSettings settings;
  private final UnpackedPlugins unpackedPlugins;
  private final InstalledRecords records;

  CandidateFinder(PluginHostSettings settings) {
    this.settings = settings;
    this.unpackedPlugins = new UnpackedPlugins(settings.unpacked(), settings.limits());
    this.records = new InstalledRecords(settings.installed());
  }

  /** What was found: what may be used, in no particular order, and what may not. */
  record Found(List<Candidate> candidates, List<PluginStatus> refused) {}

  Found find() {
    Found found = new Found(new ArrayList<>(), new ArrayList<>());
    Set<String> seen = new HashSet<>();
    for (Path zip : bundledZips()) {
      consider(zip, Origin.BUNDLED, found, seen, () -> unpackedPlugins.unpackBundled(zip));
    }
    for (Path zip : listZips(settings.installed())) {
      consider(zip, Origin.INSTALLED, found, new HashSet<>(), () -> unpackInstalled(zip));
    }
    for (InstalledRecord lost : records.withoutZip()) {
      Path zip = settings.installed().resolve(lost.file());
      found.refused().add(refused(zip, Origin.INSTALLED, PluginErrors.zipGone(zip, lost.id())));
    }
    return found;
  }

  /** All zips of the distribution, in the order of the settings. */
  List<Path> bundledZips() {
    List<Path> zips = new ArrayList<>();
    for (Path path : settings.bundled()) {
      if (Files.isDirectory(path)) {
        zips.addAll(listZips(path));
      } else if (Files.isRegularFile(path)) {
        zips.add(path);
      }
    }
    return zips;
  }

  private Unpacked unpackInstalled(Path zip) {
    String file = zip.getFileName().toString();
    InstalledRecord record =
        records.byFile(file).orElseThrow(() -> PluginErrors.notInstalledByUs(zip));
    try {
      String sha256 = Digests.sha256(zip);
      if (!sha256.equals(record.sha256())) {
        throw PluginErrors.changed(zip, record.sha256(), sha256);
      }
      return unpackedPlugins.unpack(zip, sha256);
    } catch (IOException e) {
      throw PluginErrors.io("read", zip, e);
    }
  }

  private void consider(
      Path zip, Origin origin, Found found, Set<String> seen, Unpacking unpacking) {
    try {
      Unpacked unpacked = unpacking.run();
      checkApi(zip, unpacked.details());
      if (seen.add(unpacked.sha256())) {
        found.candidates().add(new Candidate(zip, origin, unpacked));
      }
    } catch (UpbeatException e) {
      if (e.code().equals("plugin-cache-unwritable")) {
        throw e; // not this plugin's fault, and the others would say the same
      }
      found.refused().add(refused(zip, origin, e));
    }
  }

  static void checkApi(Path zip, PluginDetails details) {
    if (!PluginDescriptors.fits(details.requires(), SpiVersion.current())) {
      throw PluginErrors.otherApi(zip, details);
    }
  }

  private static PluginStatus refused(Path zip, Origin origin, UpbeatException problem) {
    return new PluginStatus(
        zip, origin, State.REFUSED, Optional.empty(), "", Optional.of(problem), List.of());
  }

  private static List<Path> listZips(Path folder) {
    try {
      return Folders.filesEnding(folder, ".zip");
    } catch (IOException e) {
      throw PluginErrors.io("list", folder, e);
    }
  }

  @FunctionalInterface
  private interface Unpacking {
    Unpacked run();
  }
}

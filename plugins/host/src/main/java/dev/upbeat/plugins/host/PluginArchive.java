package dev.upbeat.plugins.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A plugin's zip: {@code plugin.properties}, {@code classes/}, {@code lib/*.jar}. Trusts nothing in
 * it.
 */
final class PluginArchive {
  private final Path zip;
  private final ArchiveLimits limits;

  PluginArchive(Path zip, ArchiveLimits limits) {
    this.zip = zip;
    this.limits = limits;
  }

  /**
   * Reads the descriptor and checks the names of all entries; unpacks nothing.
   *
   * @throws dev.upbeat.core.UpbeatException {@code plugin-invalid}, {@code plugin-unsafe} or {@code
   *     plugin-io}
   */
  PluginDetails read() {
    try (ZipFile file = open()) {
      entries(file);
      ZipEntry descriptor = file.getEntry(PluginDescriptors.FILE);
      if (descriptor == null) {
        throw PluginErrors.invalid(zip, "it has no " + PluginDescriptors.FILE + " at its top");
      }
      try (InputStream in = file.getInputStream(descriptor)) {
        return PluginDescriptors.read(new Limited(in, limits.descriptorBytes(), zip), zip);
      }
    } catch (ZipException e) {
      throw PluginErrors.invalid(zip, "it isn't a readable zip file (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      throw PluginErrors.io("read", zip, e);
    }
  }

  /**
   * Unpacks everything.
   *
   * @param target an empty folder
   * @return SHA-256 of every file, by its '/'-separated name
   */
  Map<String, UnpackedFile> unpack(Path target) throws IOException {
    Map<String, UnpackedFile> files = new LinkedHashMap<>();
    try (ZipFile file = open()) {
      long budget = limits.totalBytes(Files.size(zip));
      byte[] buffer = new byte[1 << 16];
      for (ZipEntry entry : entries(file)) {
        Path path = target.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.getParent());
        MessageDigest digest = Digests.sha256();
        long size = 0;
        try (InputStream in = file.getInputStream(entry);
            OutputStream out = Files.newOutputStream(path)) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            size += n;
            budget -= n;
            if (budget < 0) {
              throw PluginErrors.unsafe(zip, "it grows beyond the limits when unpacked");
            }
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
          }
        }
        files.put(entry.getName(), new UnpackedFile(size, Digests.hex(digest)));
      }
    } catch (ZipException e) {
      throw PluginErrors.invalid(zip, "it is damaged (" + e.getMessage() + ")", e);
    }
    return files;
  }

  private ZipFile open() throws IOException {
    if (!Files.isRegularFile(zip)) {
      throw PluginErrors.invalid(zip, "there is no such file");
    }
    return new ZipFile(zip.toFile());
  }

  private List<ZipEntry> entries(ZipFile file) {
    if (file.size() > limits.entries()) {
      throw PluginErrors.unsafe(zip, "it has " + file.size() + " entries");
    }
    List<ZipEntry> entries = new ArrayList<>(file.size());
    Set<String> names = new HashSet<>();
    for (Enumeration<? extends ZipEntry> all = file.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      String name = entry.getName();
      if (leavesFolder(name)) {
        throw PluginErrors.unsafe(
            zip, "its entry '" + printable(name) + "' points out of its folder");
      }
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw PluginErrors.unsafe(zip, "its entry '" + printable(name) + "' is there twice");
      }
      entries.add(entry);
    }
    return entries;
  }

  private static boolean leavesFolder(String name) {
    if (name.isEmpty() || name.startsWith("/") || name.length() > 1024) {
      return true;
    }
    if (name.chars().anyMatch(c -> c < ' ' || c == '\\' || c == ':')) {
      return true;
    }
    for (String part : name.split("/", -1)) {
      if (part.equals("..") || part.equals(".")) {
        return true;
      }
    }
    return false;
  }

  private static String printable(String name) {
    String clean = name.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= 80 ? clean : clean.substring(0, 80) + "…";
  }

  /** A file that was unpacked. */
  record UnpackedFile(long size, String sha256) {}

  /** Ends with an error instead of giving more than so many bytes. */
  private static final class Limited extends InputStream {
    private final InputStream in;
    private final Path zip;
    private long left;

    Limited(InputStream in, long left, Path zip) {
      this.in = in;
      this.left = left;
      this.zip = zip;
    }

    @Override
    public int read() throws IOException {
      if (--left < 0) {
        throw PluginErrors.unsafe(zip, PluginDescriptors.FILE + " is too long");
      }
      return in.read();
    }
  }
}

package dev.upbeat.models.store;

import dev.upbeat.models.store.download.DownloadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Unpacks zips that may be malicious: nothing lands outside the folder, and not without end. */
final class ArchiveUnpacker {
  /** Model weights hardly compress; a hundredfold growth is an attack. */
  private static final long MOST_GROWTH = 100;

  private static final long ALWAYS_ALLOWED = 16L << 20;

  private ArchiveUnpacker() {}

  /**
   * Unpacks a zip into a folder.
   *
   * @throws DownloadException when the archive is broken or malicious
   */
  static void unpack(Path archive, Path folder, boolean stripRoot)
      throws IOException, InterruptedException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      String root = stripRoot ? singleRoot(entries) : "";
      long allowed = ALWAYS_ALLOWED + MOST_GROWTH * Files.size(archive);
      byte[] buffer = new byte[1 << 16];
      for (ZipEntry entry : entries) {
        if (entry.isDirectory()) {
          continue;
        }
        Path target = target(folder, entry.getName().substring(root.length()));
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry);
            OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            allowed -= n;
            if (allowed < 0) {
              throw new DownloadException("the zip unpacks to far more than it should", false);
            }
            out.write(buffer, 0, n);
            if (Thread.interrupted()) {
              throw new InterruptedException("while unpacking");
            }
          }
        }
      }
    } catch (ZipException e) {
      throw new DownloadException("no readable zip: " + e.getMessage(), false, e);
    }
  }

  private static Path target(Path folder, String name) throws IOException {
    Path target;
    try {
      target = folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new DownloadException("the zip names an impossible file", false, e);
    }
    if (name.isEmpty()
        || name.indexOf('\\') >= 0
        || !target.startsWith(folder)
        || target.equals(folder)
        || target.getFileName().toString().equals(Receipt.NAME)) {
      throw new DownloadException("the zip wants to write outside its folder: " + name, false);
    }
    return target;
  }

  private static String singleRoot(List<? extends ZipEntry> entries) throws IOException {
    Set<String> roots = new HashSet<>();
    for (ZipEntry entry : entries) {
      int slash = entry.getName().indexOf('/');
      roots.add(slash < 0 ? "" : entry.getName().substring(0, slash + 1));
    }
    if (roots.size() != 1 || roots.contains("")) {
      throw new DownloadException("the zip does not hold one single folder", false);
    }
    return roots.iterator().next();
  }
}

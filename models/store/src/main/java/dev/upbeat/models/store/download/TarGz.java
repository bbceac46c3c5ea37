package dev.upbeat.models.store.download;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads one regular file out of a gzipped POSIX tar, which is what npm packs. */
final class TarGz {
  private static final int BLOCK = 512;

  private TarGz() {}

  /** Writes the member to {@code target}; false when the archive holds no such file. */
  static boolean extract(Path archive, String member, Path target) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
      String longName = "";
      while (true) {
        byte[] header = in.readNBytes(BLOCK);
        if (header.length < BLOCK || header[0] == 0) {
          return false;
        }
        long size = octal(header, 124, 12);
        char type = (char) header[156];
        if (type == 'x') {
          longName = paxPath(new String(in.readNBytes((int) size), StandardCharsets.UTF_8));
          skipPadding(in, size);
          continue;
        }
        String name = longName.isEmpty() ? name(header) : longName;
        longName = "";
        if (name.equals(member) && (type == '0' || type == 0)) {
          try (OutputStream out = Files.newOutputStream(target)) {
            copy(in, out, size);
          }
          return true;
        }
        in.skipNBytes(size);
        skipPadding(in, size);
      }
    } catch (EOFException | ZipException e) {
      throw new DownloadException("the package is no readable tarball", true, e);
    }
  }

  private static void copy(InputStream in, OutputStream out, long size) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (long left = size; left > 0; ) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new EOFException();
      }
      out.write(buffer, 0, n);
      left -= n;
    }
  }

  private static void skipPadding(InputStream in, long size) throws IOException {
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
  }

  private static String name(byte[] header) {
    String prefix = text(header, 345, 155);
    String name = text(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** Of "length key=value" lines, the value of {@code path}. */
  private static String paxPath(String records) {
    for (String line : records.split("\n", -1)) {
      int key = line.indexOf(" path=");
      if (key >= 0) {
        return line.substring(key + " path=".length());
      }
    }
    return "";
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(Arrays.copyOfRange(header, from, end), StandardCharsets.UTF_8);
  }

  private static long octal(byte[] header, int from, int length) throws IOException {
    String digits = text(header, from, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new ZipException("not a tar header");
    }
  }
}

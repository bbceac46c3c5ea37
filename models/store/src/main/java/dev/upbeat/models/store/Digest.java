package dev.upbeat.models.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A file's fingerprint, written {@code algorithm:hex}, such as {@code sha256:9f86d0…}.
 *
 * @param algorithm how it was computed
 * @param hex lower-case hexadecimal of the algorithm's length
 */
public record Digest(Algorithm algorithm, String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  /** The algorithms a catalogue may use. MD5 only guards against accidents; prefer SHA-256. */
  public enum Algorithm {
    SHA256("SHA-256", 64),
    SHA512("SHA-512", 128),
    MD5("MD5", 32);

    private final String javaName;
    private final int hexLength;

    Algorithm(String javaName, int hexLength) {
      this.javaName = javaName;
      this.hexLength = hexLength;
    }

    private MessageDigest start() {
      try {
        return MessageDigest.getInstance(javaName);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has " + javaName, e);
      }
    }
  }

  public Digest {
    Objects.requireNonNull(algorithm, "algorithm");
    if (hex.length() != algorithm.hexLength || !HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "A " + algorithm.javaName + " digest has " + algorithm.hexLength + " hex digits: " + hex);
    }
  }

  /**
   * Reads {@code sha256:…}, {@code sha512:…} or {@code md5:…}; capital letters are accepted.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? "" : text.substring(0, colon).toUpperCase(Locale.ROOT);
    for (Algorithm algorithm : Algorithm.values()) {
      if (algorithm.name().equals(name)) {
        return new Digest(algorithm, text.substring(colon + 1).toLowerCase(Locale.ROOT));
      }
    }
    throw new IllegalArgumentException("Not a digest (sha256:…, sha512:… or md5:…): " + text);
  }

  /**
   * Computes a file's digest. Blocks; about 1 s per 500 MB on a desktop.
   *
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public static Digest of(Path file, Algorithm algorithm) throws IOException, InterruptedException {
    MessageDigest digest = algorithm.start();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        if (Thread.interrupted()) {
          throw new InterruptedException("while hashing " + file);
        }
      }
    }
    return new Digest(algorithm, HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public String toString() {
    return algorithm.name().toLowerCase(Locale.ROOT) + ":" + hex;
  }
}

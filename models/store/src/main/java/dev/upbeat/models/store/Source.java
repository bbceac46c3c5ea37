package dev.upbeat.models.store;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One place a catalogue file can be had from. A source whose file differs from the others' (another
 * quantization, say) carries its own digest and size.
 */
public sealed interface Source {
  /** The digest of this source's file when it isn't the catalogue file's own; else null. */
  @Nullable Digest digest();

  /** The size in bytes of this source's file when it isn't the catalogue file's own; else 0. */
  long size();

  /** How a person would name it: a URL, or a package and the file within. */
  String description();

  /** The file's name at the source; what a person who fetches it by hand gets. */
  String fileName();

  /** Part of the distribution: {@code models/<id>/<path>}, used in place. */
  record Bundled() implements Source {
    @Override
    public @Nullable Digest digest() {
      return null;
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public String description() {
      return "bundled";
    }

    @Override
    public String fileName() {
      return "";
    }
  }

  /**
   * A file on a web server.
   *
   * @param url https, or http where a digest is known
   */
  record Https(URI url, @Nullable Digest digest, long size) implements Source {
    public Https {
      Objects.requireNonNull(url, "url");
    }

    @Override
    public String description() {
      return url.toString();
    }

    @Override
    public String fileName() {
      return lastSegment(url.getPath());
    }
  }

  /**
   * A file within a wheel that {@code python3 -m pip download} fetches.
   *
   * @param platform the wheel's platform tag, such as {@code manylinux2014_aarch64}; empty: this
   *     machine's own
   * @param member the file's path within the wheel
   * @param transferSize bytes of the wheel, for the progress bar only; 0: unknown
   */
  record Pypi(
      String packageName,
      String version,
      String platform,
      String member,
      long transferSize,
      @Nullable Digest digest,
      long size)
      implements Source {
    @Override
    public String description() {
      return "PyPI package " + packageName + " " + version;
    }

    @Override
    public String fileName() {
      return lastSegment(member);
    }
  }

  /**
   * A file within a tarball that {@code npm pack} fetches.
   *
   * @param member the file's path within the tarball, beginning with {@code package/}
   * @param transferSize bytes of the tarball, for the progress bar only; 0: unknown
   */
  record Npm(
      String packageName,
      String version,
      String member,
      long transferSize,
      @Nullable Digest digest,
      long size)
      implements Source {
    @Override
    public String description() {
      return "npm package " + packageName + " " + version;
    }

    @Override
    public String fileName() {
      return lastSegment(member);
    }
  }

  private static String lastSegment(@Nullable String path) {
    return path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
  }
}

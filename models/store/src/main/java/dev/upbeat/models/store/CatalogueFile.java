package dev.upbeat.models.store;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One file (or archive) of a model.
 *
 * @param path where it lands in the model's folder, '/'-separated; {@code .} for an archive that
 *     fills the whole folder
 * @param digest what it must hash to before unpacking; null: nobody knows, the first download is
 *     trusted and its digest remembered
 * @param size bytes before unpacking; 0: unknown
 * @param unpack what to do with it once it is verified
 * @param sources where it can be had, tried in this order; never empty
 */
public record CatalogueFile(
    String path, @Nullable Digest digest, long size, Unpack unpack, List<Source> sources) {

  /** What becomes of a verified file. */
  public enum Unpack {
    /** It is the model file itself. */
    NONE,
    /** A zip; its entries land under {@code path}. */
    ZIP,
    /** A zip whose single top folder is dropped. */
    ZIP_STRIP_ROOT
  }

  public CatalogueFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(unpack, "unpack");
    sources = List.copyOf(sources);
  }

  /** The digest this source's file must have, or null when nobody knows. */
  public @Nullable Digest expectedDigest(Source source) {
    return source.digest() != null ? source.digest() : digest;
  }

  /** The bytes this source's file must have, or 0 when nobody knows. */
  public long expectedSize(Source source) {
    // A source with a digest of its own is another file: the common size says nothing about it.
    return source.digest() != null || source.size() > 0 ? source.size() : size;
  }

  boolean bundled() {
    return sources.stream().anyMatch(Source.Bundled.class::isInstance);
  }

  boolean downloadable() {
    return sources.stream().anyMatch(source -> !(source instanceof Source.Bundled));
  }

  /** The name under which a person finds the file at its first source outside the distribution. */
  String downloadName() {
    return sources.stream()
        .map(Source::fileName)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(path);
  }
}

package dev.upbeat.models.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model the store knows.
 *
 * @param id lower case letters, digits, dots and hyphens; the name of its folder
 * @param kind what it is for
 * @param description one line for {@code models list}
 * @param licence SPDX identifier where there is one
 * @param preference among installed models of a kind, the highest is used; then the largest
 * @param approximateSize bytes, where the files' sizes aren't known; else 0
 * @param folder a folder of the user's own that is used in place; null for all others
 * @param files what it consists of; empty only with {@code folder}
 */
public record CatalogueEntry(
    String id,
    ModelKind kind,
    String description,
    String licence,
    int preference,
    long approximateSize,
    @Nullable Path folder,
    List<CatalogueFile> files) {
  public CatalogueEntry {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(kind, "kind");
    files = List.copyOf(files);
  }

  /** Bytes to download, or roughly so where sizes aren't known; 0 when nothing is known. */
  public long size() {
    long sum = files.stream().mapToLong(CatalogueFile::size).sum();
    return Math.max(sum, approximateSize);
  }

  /** Whether every file's size is known. */
  public boolean sizeKnown() {
    return !files.isEmpty() && files.stream().allMatch(file -> file.size() > 0);
  }

  /** Whether it comes with the distribution and is used in place. */
  public boolean bundled() {
    return !files.isEmpty() && files.stream().allMatch(CatalogueFile::bundled);
  }

  /** Whether it can be had from outside the distribution. */
  public boolean downloadable() {
    return !files.isEmpty() && files.stream().allMatch(CatalogueFile::downloadable);
  }

  /** Whether some file has no known digest, so that its first download has to be trusted. */
  public boolean trustedOnFirstUse() {
    return files.stream()
        .anyMatch(
            file ->
                file.sources().stream().allMatch(source -> file.expectedDigest(source) == null));
  }
}

package dev.upbeat.models.store.download;

import java.nio.file.Path;

/**
 * What to download where.
 *
 * @param target the file to write; what is there already may be resumed
 * @param size the bytes it must have; 0: unknown
 * @param digestKnown whether the result will be checked against a known digest, so that resuming
 *     without the server's promise that the file is unchanged is safe
 */
public record DownloadRequest(Path target, long size, boolean digestKnown) {}

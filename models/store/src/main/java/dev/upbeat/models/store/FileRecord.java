package dev.upbeat.models.store;

/**
 * A file of an installed model as it was when verified.
 *
 * @param path relative to the model's folder, '/'-separated
 * @param size bytes
 * @param digest SHA-256
 */
record FileRecord(String path, long size, Digest digest) {}

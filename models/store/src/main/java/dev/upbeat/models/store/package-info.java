/** Where model files come from and where they live: catalogue, download, checksum, cache. */
@NullMarked
package dev.upbeat.models.store;

import org.jspecify.annotations.NullMarked;

/** The commands {@code models list|pull|verify|where}, for whichever program wants them. */
@NullMarked
package dev.upbeat.models.store.cli;

import org.jspecify.annotations.NullMarked;

/** The turn engine: from the first sample of a request to the last word of its answer. */
@NullMarked
package dev.upbeat.core.turn;

import org.jspecify.annotations.NullMarked;

/** The commands a person types. */
@NullMarked
package dev.upbeat.wearable.cli;

import org.jspecify.annotations.NullMarked;

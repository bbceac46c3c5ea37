/** The {@code plugins} commands. */
@NullMarked
package dev.upbeat.plugins.host.cli;

import org.jspecify.annotations.NullMarked;

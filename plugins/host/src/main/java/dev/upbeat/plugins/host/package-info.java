/** Finds, installs, verifies and isolates plugins. */
@NullMarked
package dev.upbeat.plugins.host;

import org.jspecify.annotations.NullMarked;

/** Commands about opener models for the command line. */
@NullMarked
package dev.upbeat.models.cli;

import org.jspecify.annotations.NullMarked;

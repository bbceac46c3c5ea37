/** The correction method that steers a sentence round without pointing at the slip. */
@NullMarked
package dev.upbeat.plugins.naturalredirection;

import org.jspecify.annotations.NullMarked;

/** Threads as Upbeat uses them: virtual where the JVM has them. */
@NullMarked
package dev.upbeat.core.concurrent;

import org.jspecify.annotations.NullMarked;

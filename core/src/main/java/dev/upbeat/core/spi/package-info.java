/**
 * The extension points. Recognizers, opener models, synthesizers, continuators, correction methods
 * and device adapters implement these interfaces; plugins compile against this package and nothing
 * else of Upbeat.
 */
@NullMarked
package dev.upbeat.core.spi;

import org.jspecify.annotations.NullMarked;

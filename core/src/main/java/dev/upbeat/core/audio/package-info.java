/** Sound as Upbeat handles it: 16-bit mono PCM and the conversion of its sample rate. */
@NullMarked
package dev.upbeat.core.audio;

import org.jspecify.annotations.NullMarked;

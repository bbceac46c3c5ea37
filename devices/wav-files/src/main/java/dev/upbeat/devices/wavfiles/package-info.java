/** A device that hears from and speaks into WAV files. */
@NullMarked
package dev.upbeat.devices.wavfiles;

import org.jspecify.annotations.NullMarked;

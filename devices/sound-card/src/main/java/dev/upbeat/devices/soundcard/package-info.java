/** A device made of a microphone and a loudspeaker. */
@NullMarked
package dev.upbeat.devices.soundcard;

import org.jspecify.annotations.NullMarked;

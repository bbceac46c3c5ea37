/**
 * A device made of a microphone and a loudspeaker.
 *
 * <p>{@link dev.upbeat.devices.soundcard.MicrophoneInput} and {@link
 * dev.upbeat.devices.soundcard.LoudspeakerOutput} do the work, each on a thread of its own; a
 * {@link dev.upbeat.devices.soundcard.SoundBackend} only moves samples.
 */
@NullMarked
package dev.upbeat.devices.soundcard;

import org.jspecify.annotations.NullMarked;

/** Text to speech with MaryTTS, packaged as a plugin. */
@NullMarked
package dev.upbeat.speech.marytts;

import org.jspecify.annotations.NullMarked;

/** Any text to words that can be pronounced. No MaryTTS in here. */
@NullMarked
package dev.upbeat.speech.marytts.text;

import org.jspecify.annotations.NullMarked;

/** Speech to text on the device: the Vosk recognizer and voice-activity endpointing. */
@NullMarked
package dev.upbeat.speech;

import org.jspecify.annotations.NullMarked;

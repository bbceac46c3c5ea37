/** Speech to text by Vosk: the recognizer, its model folders and its native library. */
@NullMarked
package dev.upbeat.speech.vosk;

import org.jspecify.annotations.NullMarked;

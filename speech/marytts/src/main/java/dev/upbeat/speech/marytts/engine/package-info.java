/** Words to sound: MaryTTS's English front end and hidden Markov voice, with our own vocoder. */
@NullMarked
package dev.upbeat.speech.marytts.engine;

import org.jspecify.annotations.NullMarked;

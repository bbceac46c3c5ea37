/** The pronunciation dictionary: Upbeat's own and the user's, before the voice's. */
@NullMarked
package dev.upbeat.speech.marytts.pronunciation;

import org.jspecify.annotations.NullMarked;

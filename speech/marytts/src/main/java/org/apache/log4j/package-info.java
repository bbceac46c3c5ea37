/**
 * The few names of log4j 1.2 that MaryTTS links to, leading to slf4j's DEBUG level whatever their
 * own.
 *
 * <p>Written here rather than taken from a bridge because MaryTTS writes the words it speaks into
 * messages of INFO and ERROR, and a user's words don't belong in a log. What it can't do it also
 * says by an exception.
 */
@NullMarked
package org.apache.log4j;

import org.jspecify.annotations.NullMarked;

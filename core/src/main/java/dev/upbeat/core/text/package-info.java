/** What both sides of the wire must know of written English: where a sentence ends. */
@NullMarked
package dev.upbeat.core.text;

import org.jspecify.annotations.NullMarked;

/** Whether an opener is good enough to be spoken, and what to say if it isn't. */
@NullMarked
package dev.upbeat.models.gate;

import org.jspecify.annotations.NullMarked;

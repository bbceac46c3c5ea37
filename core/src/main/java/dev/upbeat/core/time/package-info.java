/** The one clock of a turn: real on the board, virtual in tests. */
@NullMarked
package dev.upbeat.core.time;

import org.jspecify.annotations.NullMarked;

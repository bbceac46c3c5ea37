/** The program on the board: wires the parts into a running assistant. */
@NullMarked
package dev.upbeat.wearable;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.upbeat.core.turn;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.upbeat.wearable.endtoend;

import org.jspecify.annotations.NullMarked;

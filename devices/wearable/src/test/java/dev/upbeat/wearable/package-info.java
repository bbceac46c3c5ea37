@NullMarked
package dev.upbeat.wearable;

import org.jspecify.annotations.NullMarked;

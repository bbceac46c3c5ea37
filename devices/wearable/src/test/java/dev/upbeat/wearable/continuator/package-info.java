@NullMarked
package dev.upbeat.wearable.continuator;

import org.jspecify.annotations.NullMarked;

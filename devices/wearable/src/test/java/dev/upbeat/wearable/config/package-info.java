@NullMarked
package dev.upbeat.wearable.config;

import org.jspecify.annotations.NullMarked;

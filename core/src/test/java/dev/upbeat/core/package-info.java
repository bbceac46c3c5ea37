@NullMarked
package dev.upbeat.core;

import org.jspecify.annotations.NullMarked;

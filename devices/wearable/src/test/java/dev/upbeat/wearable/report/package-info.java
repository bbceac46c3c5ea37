@NullMarked
package dev.upbeat.wearable.report;

import org.jspecify.annotations.NullMarked;

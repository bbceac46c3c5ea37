/** Looks a machine over: what it lacks, and the remedy. */
@NullMarked
package dev.upbeat.wearable.doctor;

import org.jspecify.annotations.NullMarked;

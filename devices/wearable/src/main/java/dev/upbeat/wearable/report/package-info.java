/** What a turn did, for people and for programs. */
@NullMarked
package dev.upbeat.wearable.report;

import org.jspecify.annotations.NullMarked;

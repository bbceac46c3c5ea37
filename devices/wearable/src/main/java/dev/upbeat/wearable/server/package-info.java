/** A continuator started as a child process, for people who have not set one up. */
@NullMarked
package dev.upbeat.wearable.server;

import org.jspecify.annotations.NullMarked;

/** The routes, their limits and what they say to clients. */
@NullMarked
package dev.upbeat.server.http;

import org.jspecify.annotations.NullMarked;

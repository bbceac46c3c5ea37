/** Requests to tokens and back. */
@NullMarked
package dev.upbeat.models.text;

import org.jspecify.annotations.NullMarked;

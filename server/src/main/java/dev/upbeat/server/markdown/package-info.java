/**
 * Reads Markdown and HTML by their grammar as they stream in, and leaves the text a voice can say.
 */
@NullMarked
package dev.upbeat.server.markdown;

import org.jspecify.annotations.NullMarked;

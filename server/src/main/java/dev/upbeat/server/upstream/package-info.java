/** The language models that answer: the embedded one, and any OpenAI-compatible server. */
@NullMarked
package dev.upbeat.server.upstream;

import org.jspecify.annotations.NullMarked;

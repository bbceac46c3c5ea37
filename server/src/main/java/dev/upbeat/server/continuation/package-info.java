/**
 * Continues a sentence: judge, correction, language model, and the stages that make its text fit
 * for speech.
 */
@NullMarked
package dev.upbeat.server.continuation;

import org.jspecify.annotations.NullMarked;

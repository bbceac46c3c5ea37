/** What is said in a turn: transcripts, openers, continuations and the dialogue they form. */
@NullMarked
package dev.upbeat.core.dialogue;

import org.jspecify.annotations.NullMarked;

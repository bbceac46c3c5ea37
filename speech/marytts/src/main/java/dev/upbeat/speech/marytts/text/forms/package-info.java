/**
 * Written English to spoken words: {@link WrittenForms} reads a text once, from left to right, into
 * typed tokens; each {@link Form} knows one kind and looks at the neighbours. No MaryTTS in here.
 */
@NullMarked
package dev.upbeat.speech.marytts.text.forms;

import org.jspecify.annotations.NullMarked;

package dev.upbeat.speech.marytts.text.forms;

/**
 * A written form and how it is said.
 *
 * @param written as it stands in the text
 * @param spoken words of ASCII letters and apostrophes with commas for pauses; letters to be
 *     spelled are capitals in one word ("FBI"); empty if nothing is said
 * @param end where it ends in the text
 */
public record Token(Kind kind, String written, String spoken, int end) {}

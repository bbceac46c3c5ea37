/** The opener model: a micro language model that writes the first words of an answer. */
@NullMarked
package dev.upbeat.models;

import org.jspecify.annotations.NullMarked;

/** From logits to the words of an opener. */
@NullMarked
package dev.upbeat.models.decode;

import org.jspecify.annotations.NullMarked;

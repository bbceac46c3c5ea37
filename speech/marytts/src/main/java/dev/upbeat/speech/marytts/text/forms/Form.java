package dev.upbeat.speech.marytts.text.forms;

import org.jspecify.annotations.Nullable;

/** One kind of written form. */
@FunctionalInterface
interface Form {
  /** The form that begins where the cursor stands, or null if none of this kind does. */
  @Nullable Token read(Cursor cursor);
}

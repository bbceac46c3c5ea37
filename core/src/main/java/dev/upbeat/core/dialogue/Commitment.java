package dev.upbeat.core.dialogue;

/** What the commit gate decided about an opener. */
public enum Commitment {
  /** Speak the model's own words. */
  SPEAK,
  /** Speak a neutral opener that fits any request of its kind. */
  NEUTRAL,
  /** Say nothing and wait for the continuator. */
  SILENT
}

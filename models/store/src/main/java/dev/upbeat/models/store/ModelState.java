package dev.upbeat.models.store;

/** How a model stands on this machine. */
public enum ModelState {
  /** Comes with the distribution (or is the user's own folder), and is used in place. */
  BUNDLED,
  /** Downloaded and verified. */
  INSTALLED,
  /** Not here. */
  MISSING,
  /** Here, but files lack or differ from what was verified. */
  DAMAGED;

  /** Whether an engine can be started on it. */
  public boolean usable() {
    return this == BUNDLED || this == INSTALLED;
  }
}

package dev.upbeat.models.store;

/** Hears how a pull goes. Called on the pulling thread; must return at once and not throw. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears one event. */
  void on(ProgressEvent event);

  /** Hears everything and does nothing. */
  static ProgressListener silent() {
    return event -> {};
  }
}

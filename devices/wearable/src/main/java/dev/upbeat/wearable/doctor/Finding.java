package dev.upbeat.wearable.doctor;

import java.util.Optional;

/** One thing that was looked at. */
public record Finding(Level level, String subject, String text, Optional<String> remedy) {
  /** How bad it is. */
  public enum Level {
    FINE("ok"),
    /** Something works less well, or not everything does. */
    WEAK("note"),
    /** The main job can't be done. */
    LACKING("LACKING");

    private final String label;

    Level(String label) {
      this.label = label;
    }

    /** For a table. */
    public String label() {
      return label;
    }
  }

  static Finding fine(String subject, String text) {
    return new Finding(Level.FINE, subject, text, Optional.empty());
  }

  static Finding weak(String subject, String text, String remedy) {
    return new Finding(Level.WEAK, subject, text, Optional.of(remedy));
  }

  static Finding lacking(String subject, String text, String remedy) {
    return new Finding(Level.LACKING, subject, text, Optional.of(remedy));
  }
}

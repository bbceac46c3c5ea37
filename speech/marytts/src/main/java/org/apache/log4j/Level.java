package org.apache.log4j;

/** Levels MaryTTS asks about. */
public final class Level {
  /** It is told that debugging is off, so that it makes no messages for it. */
  public static final Level INFO = new Level("INFO");

  /** What it compares with. */
  public static final Level DEBUG = new Level("DEBUG");

  private final String name;

  private Level(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}

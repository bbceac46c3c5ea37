package org.apache.log4j;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What MaryTTS logs to: slf4j at DEBUG. Thread-safe. */
public final class Logger {
  private final org.slf4j.Logger target;

  private Logger(String name) {
    this.target = LoggerFactory.getLogger(name);
  }

  /** The logger of that name. */
  public static Logger getLogger(String name) {
    return new Logger(name);
  }

  /** The logger of that class. */
  public static Logger getLogger(Class<?> type) {
    return new Logger(type.getName());
  }

  /** Never more than DEBUG. */
  public Level getEffectiveLevel() {
    return Level.INFO;
  }

  /** Logs. */
  public void debug(@Nullable Object message) {
    log(message, null);
  }

  /** Logs. */
  public void debug(@Nullable Object message, @Nullable Throwable cause) {
    log(message, cause);
  }

  /** Logs, at DEBUG. */
  public void info(@Nullable Object message) {
    log(message, null);
  }

  /** Logs, at DEBUG. */
  public void info(@Nullable Object message, @Nullable Throwable cause) {
    log(message, cause);
  }

  /** Logs, at DEBUG. */
  public void warn(@Nullable Object message) {
    log(message, null);
  }

  /** Logs, at DEBUG. */
  public void warn(@Nullable Object message, @Nullable Throwable cause) {
    log(message, cause);
  }

  /** Logs, at DEBUG. */
  public void error(@Nullable Object message) {
    log(message, null);
  }

  /** Logs, at DEBUG. */
  public void error(@Nullable Object message, @Nullable Throwable cause) {
    log(message, cause);
  }

  private void log(@Nullable Object message, @Nullable Throwable cause) {
    if (target.isDebugEnabled()) {
      target.debug(String.valueOf(message), cause);
    }
  }
}

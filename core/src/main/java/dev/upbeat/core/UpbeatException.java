package dev.upbeat.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error that a person can act on: a stable code, what happened (with the offending value or
 * path), whether trying again helps, and the remedy.
 *
 * <p>Messages never hold the user's words or a secret.
 */
public final class UpbeatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean retryable;
  private final String remedy;

  /**
   * @param code stable, in kebab case, such as {@code model-file-missing}
   * @param retryable whether the same call may succeed later without anybody changing anything
   * @param message what happened, naming the offending value
   * @param remedy what the reader should do, an imperative sentence
   */
  public UpbeatException(String code, boolean retryable, String message, String remedy) {
    this(code, retryable, message, remedy, null);
  }

  /** As the other constructor, with the cause, which may be null. */
  public UpbeatException(
      String code, boolean retryable, String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
    this.retryable = retryable;
    this.remedy = Objects.requireNonNull(remedy, "remedy");
  }

  /** The stable code, in kebab case. */
  public String code() {
    return code;
  }

  /** Whether trying again unchanged may help. */
  public boolean retryable() {
    return retryable;
  }

  /** What to do about it: one imperative sentence. */
  public String remedy() {
    return remedy;
  }

  /** One line for a terminal: message, then remedy. */
  public String toLine() {
    return getMessage() + " " + remedy;
  }
}

package dev.upbeat.models.store.download;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A source failed; the message is the reason in a few words, to follow the source's name. */
public final class DownloadException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  /**
   * @param reason in a few words, such as "HTTP 404 Not Found"
   * @param passing whether the same source may do better in a moment
   */
  public DownloadException(String reason, boolean passing) {
    this(reason, passing, null);
  }

  /** As the other constructor, with the cause, which may be null. */
  public DownloadException(String reason, boolean passing, @Nullable Throwable cause) {
    super(reason, cause);
    this.passing = passing;
  }

  /** Whether the same source may do better in a moment. */
  public boolean passing() {
    return passing;
  }
}

package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.turn.TurnReport;

/** How commands end. */
final class ExitCodes {
  static final int OK = 0;
  static final int ERROR = 1;

  /** Nobody spoke, or no word was understood. */
  static final int NOTHING_HEARD = 3;

  /** The continuator failed; the device said so. */
  static final int NOT_ANSWERED = 4;

  private static final int USAGE = 2;

  /** As a shell reports Ctrl-C. */
  static final int INTERRUPTED = 130;

  private ExitCodes() {}

  static int of(UpbeatException error) {
    return switch (error.code()) {
      case "model-unknown",
          "recording-unknown",
          "request-empty",
          "server-url-invalid",
          "setting-invalid" ->
          USAGE;
      case "model-pull-interrupted", "interrupted" -> INTERRUPTED;
      default -> ERROR;
    };
  }

  static int of(TurnReport report) {
    return switch (report.outcome()) {
      case ANSWERED, INTERRUPTED -> OK;
      case NO_SPEECH, NOT_UNDERSTOOD, TOO_LONG -> NOTHING_HEARD;
      case FAILED -> NOT_ANSWERED;
    };
  }
}

package dev.upbeat.server.http;

import dev.upbeat.core.UpbeatException;

/** What every error looks like, as a status's body and inside a stream. */
record ErrorBody(String code, String message, String remedy, boolean retryable) {
  static ErrorBody of(UpbeatException error) {
    return new ErrorBody(
        error.code(), String.valueOf(error.getMessage()), error.remedy(), error.retryable());
  }
}

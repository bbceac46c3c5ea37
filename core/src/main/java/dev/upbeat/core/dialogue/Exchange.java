package dev.upbeat.core.dialogue;

import java.util.Objects;

/**
 * One turn of the dialogue, finished, stopped or failed.
 *
 * @param request the user's words
 * @param answer what the user heard in reply, opener included; empty if it was stopped before its
 *     first word
 */
public record Exchange(String request, String answer) {
  public Exchange {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(answer, "answer");
  }
}

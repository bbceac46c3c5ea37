package dev.upbeat.core.dialogue;

import java.util.Objects;

/**
 * One finished turn of the dialogue.
 *
 * @param request the user's words
 * @param answer what the user heard in reply, opener included
 */
public record Exchange(String request, String answer) {
  public Exchange {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(answer, "answer");
  }
}

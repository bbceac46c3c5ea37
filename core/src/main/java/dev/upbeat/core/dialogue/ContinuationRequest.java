package dev.upbeat.core.dialogue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a continuator needs to go on with a sentence the device has begun.
 *
 * @param turnId names the turn in both programs' logs; letters, digits and '-'
 * @param request the user's words
 * @param opener the exact words being spoken, or empty if the device stays silent
 * @param dialogue the turns before this one, oldest first
 * @param correctionMethod id of the correction method the user prefers, if any
 */
public record ContinuationRequest(
    String turnId,
    String request,
    String opener,
    List<Exchange> dialogue,
    Optional<String> correctionMethod) {
  public ContinuationRequest {
    Objects.requireNonNull(turnId, "turnId");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(opener, "opener");
    dialogue = List.copyOf(dialogue);
    Objects.requireNonNull(correctionMethod, "correctionMethod");
  }
}

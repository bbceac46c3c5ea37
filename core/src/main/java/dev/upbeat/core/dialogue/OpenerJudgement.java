package dev.upbeat.core.dialogue;

import java.util.Objects;

/**
 * Whether an opener is a good beginning of the answer.
 *
 * @param accepted true: continue the sentence; false: repair it with a correction method
 * @param score 0 (bad) … 1 (good)
 * @param reason a short phrase for logs and reports, without the user's words
 */
public record OpenerJudgement(boolean accepted, double score, String reason) {
  public OpenerJudgement {
    Objects.requireNonNull(reason, "reason");
  }
}

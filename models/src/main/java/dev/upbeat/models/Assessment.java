package dev.upbeat.models;

import dev.upbeat.core.dialogue.Commitment;
import dev.upbeat.models.decode.Draft;
import java.util.Objects;

/**
 * A draft and all that the gate made of it.
 *
 * @param request as the model read it
 * @param spoken what is spoken: the draft, a beginning of it, a neutral opener, or nothing
 * @param features of the whole draft, in the order of {@link
 *     dev.upbeat.models.gate.GateFeatures#NAMES}
 * @param confidence the gate's probability that the draft, or the beginning spoken, is good
 * @param commitment the decision; never SPEAK for a refused draft
 */
@SuppressWarnings("ArrayRecordComponent")
public record Assessment(
    String request,
    Draft draft,
    String spoken,
    double[] features,
    double confidence,
    Commitment commitment) {
  public Assessment {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(draft, "draft");
    Objects.requireNonNull(spoken, "spoken");
    Objects.requireNonNull(commitment, "commitment");
  }

  /** Mean log-probability of the draft's tokens; 0 if there are none. */
  public double meanLogProbability() {
    return draft.tokens().stream().mapToDouble(token -> token.logProbability()).average().orElse(0);
  }
}

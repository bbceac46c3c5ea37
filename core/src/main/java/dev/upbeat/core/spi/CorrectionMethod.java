package dev.upbeat.core.spi;

import dev.upbeat.core.dialogue.ContinuationRequest;
import java.util.Objects;
import java.util.Optional;
import org.pf4j.ExtensionPoint;

/**
 * A way to repair, in speech, an opener that went wrong. Used by the continuator; thread-safe; none
 * of its methods may block.
 */
public interface CorrectionMethod extends ExtensionPoint {
  /** Its stable name in kebab case, such as {@code natural-redirection}. */
  String id();

  /** One sentence for a list that a person reads. */
  String description();

  /** Whether it may be used here: humour, say, must not be used on grief. */
  boolean suits(ContinuationRequest request);

  /** How to repair this opener. */
  Repair repair(ContinuationRequest request);

  /**
   * Looks whether a repaired answer kept to the method.
   *
   * @param continuation everything said after the opener so far, bridge included
   * @return the rule it broke, or empty if it keeps to all
   */
  Optional<String> check(ContinuationRequest request, String continuation);

  /**
   * A repair.
   *
   * @param bridge words spoken right after the opener, before the large model has said anything;
   *     they lead the sentence round to the answer, which follows without a break. With a leading
   *     blank or punctuation. Empty: the model writes the bridge itself, from the instruction
   * @param instruction for the large model, in English, about what to write after the opener (and
   *     the bridge)
   */
  record Repair(String bridge, String instruction) {
    public Repair {
      Objects.requireNonNull(bridge, "bridge");
      Objects.requireNonNull(instruction, "instruction");
    }
  }
}

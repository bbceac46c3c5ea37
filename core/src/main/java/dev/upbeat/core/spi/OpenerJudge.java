package dev.upbeat.core.spi;

import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.dialogue.OpenerJudgement;
import org.pf4j.ExtensionPoint;

/** Decides, on the server, whether an opener is a good beginning of the answer. Thread-safe. */
public interface OpenerJudge extends ExtensionPoint {
  /**
   * Judges; called before the answer starts, so it must be fast (milliseconds). The request's
   * opener is not empty.
   */
  OpenerJudgement judge(ContinuationRequest request);
}

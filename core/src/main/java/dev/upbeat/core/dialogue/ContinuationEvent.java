package dev.upbeat.core.dialogue;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a continuator says, in order: at most one {@link Judged}, any number of {@link Delta}s and
 * {@link Thinking}s, then exactly one {@link Done} or {@link Failed}.
 */
public sealed interface ContinuationEvent {
  /**
   * The judgement on the opener.
   *
   * @param correctionMethod id of the method that repairs the opener; empty if it was accepted
   */
  record Judged(OpenerJudgement judgement, Optional<String> correctionMethod)
      implements ContinuationEvent {
    public Judged {
      Objects.requireNonNull(judgement, "judgement");
      Objects.requireNonNull(correctionMethod, "correctionMethod");
    }
  }

  /**
   * More text.
   *
   * @param text appended as it is: it brings its own leading blank where one belongs
   */
  record Delta(String text) implements ContinuationEvent {
    public Delta {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The language model thinks before it answers: it is alive, though there is nothing to say yet.
   * Comes about once a second while that lasts.
   *
   * @param since how long it has been thinking
   */
  record Thinking(Duration since) implements ContinuationEvent {
    public Thinking {
      Objects.requireNonNull(since, "since");
    }
  }

  /**
   * The answer is complete.
   *
   * @param reason {@code stop} or {@code length}
   * @param model which language model answered
   */
  record Done(String reason, String model) implements ContinuationEvent {
    public Done {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(model, "model");
    }
  }

  /**
   * The answer will not be completed.
   *
   * @param code stable, in kebab case; see docs/protocol.md
   * @param message for a log or a screen; never spoken, holds no words of the user
   */
  record Failed(String code, boolean retryable, String message, String remedy)
      implements ContinuationEvent {
    public Failed {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(remedy, "remedy");
    }
  }
}

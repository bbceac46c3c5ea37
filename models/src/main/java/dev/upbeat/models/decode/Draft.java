package dev.upbeat.models.decode;

import dev.upbeat.core.dialogue.OpenerToken;
import java.util.List;

/**
 * What the model wrote, before the gate.
 *
 * @param text the words; empty if there were none
 * @param tokens what {@code text} was made of; names got their capitals afterwards
 * @param ending why it ends where it ends
 * @param endLogProbabilities log-probability of ending before each of the tokens, and behind the
 *     last
 * @param refusal why it must not be spoken
 */
public record Draft(
    String text,
    List<OpenerToken> tokens,
    Ending ending,
    List<Double> endLogProbabilities,
    Refusal refusal) {
  public Draft {
    tokens = List.copyOf(tokens);
    endLogProbabilities = List.copyOf(endLogProbabilities);
    if (endLogProbabilities.size() != tokens.size() + 1) {
      throw new IllegalArgumentException(
          endLogProbabilities.size() + " ends do not go with " + tokens.size() + " tokens");
    }
  }

  /** Log-probability of ending where the draft ends, as the model sees it. */
  public double endLogProbability() {
    return endLogProbabilities.get(tokens.size());
  }

  /** Why a draft ends. */
  public enum Ending {
    /** The model's own end token: it was trained to end where the hand-off is natural. */
    END_TOKEN,
    /** The sentence was finished. */
    SENTENCE,
    /** The greatest number of words was reached. */
    LENGTH,
    /** Before a number that the request doesn't hold: a fact, which the continuator must decide. */
    NUMBER,
    /** Before words that it had said already. */
    REPETITION,
    /** Cut by us: the model wrote on. */
    PREFIX
  }

  /** Why a draft must not be spoken. */
  public enum Refusal {
    NONE,
    /** Fewer words than {@link DecodingOptions#minWords()}. */
    TOO_SHORT,
    /** It only says the request's last words again, or repeats itself. */
    REPETITION,
    PROFANITY,
    /** It holds something that is no speakable text. */
    UNSPEAKABLE
  }
}

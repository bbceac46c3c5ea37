package dev.upbeat.plugins.naturalredirection;

import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.spi.CorrectionMethod;
import java.util.Optional;
import org.pf4j.Extension;

/**
 * Steers the sentence round to the request without pointing at the slip: the second of the three
 * ways of recovery in "Micro Language Models Enable Instant Responses" (arXiv 2604.19642).
 *
 * <p>It writes the bridge itself, in a millisecond or less, so that it can be spoken at once and
 * any language model, however small, only has to go on with a sentence that already leads to the
 * answer. Immutable, thread-safe.
 */
@Extension
public final class NaturalRedirection implements CorrectionMethod {
  private final BridgeWriter writer;
  private final RedirectionRules rules;

  /** Reads the rules: some milliseconds. */
  public NaturalRedirection() {
    Verbs verbs = new Verbs();
    Grammar grammar = new Grammar(verbs);
    writer = new BridgeWriter(verbs, grammar);
    rules = new RedirectionRules(grammar);
  }

  @Override
  public String id() {
    return "natural-redirection";
  }

  @Override
  public String description() {
    return "Steers the sentence round to what was asked, without a word about the slip.";
  }

  /**
   * {@inheritDoc}
   *
   * <p>Not on danger, grief or medicine, not when the user asks to be put right, and not when the
   * opener reports or announces an act that can't be undone: there the user must be told. Not
   * without an opener.
   */
  @Override
  public boolean suits(ContinuationRequest request) {
    return !request.opener().isBlank()
        && rules.whyNot(request.opener(), request.request()).isEmpty();
  }

  /** {@inheritDoc} The same turn gets the same words again. */
  @Override
  public Repair repair(ContinuationRequest request) {
    return new Repair(bridge(request), INSTRUCTION);
  }

  @Override
  public Optional<String> check(ContinuationRequest request, String continuation) {
    return rules.broken(request.opener(), request.request(), bridge(request), continuation);
  }

  private String bridge(ContinuationRequest request) {
    return writer.write(request.opener(), request.request(), request.turnId());
  }

  private static final String INSTRUCTION =
      """
      The beginning of your answer has already been spoken aloud and can't be taken back. Its last words \
      lead round to what the user asked. Go on with the very same sentence, from its last word, with the \
      right answer to the user's request. Write only the continuation. Repeat no words that were spoken. \
      Don't say that anything was wrong, don't explain and don't apologise. Should you need to lead the \
      sentence round further, use at most one short bridging sentence of at most 12 words, perhaps with a \
      light aside. Ask at most one question. Plain words to be heard: no lists, no markup.\
      """;
}

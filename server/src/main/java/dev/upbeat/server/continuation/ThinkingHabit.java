package dev.upbeat.server.continuation;

import java.util.regex.Pattern;

/**
 * What is known of how a model thinks: from its name at first, then from what it did. Two things
 * hang on it: how many tokens it needs, and whether its thoughts begin without a mark, as they do
 * where the chat template has written {@code <think>} itself. Safe for use by several threads.
 */
final class ThinkingHabit {
  /** A few thousand tokens is what such models take for a simple question. */
  private static final int THOUGHT_TOKENS = 4_096;

  private static final Pattern THINKERS =
      Pattern.compile(
          "(?i).*(?:\\br1\\b|qwq|thinking|reason|gpt-oss|magistral|\\bo[1-9]\\b|\\bz1\\b|deepthink"
              + "|exaone-deep|minimax-m).*");

  /** Their templates open the thought; the model only closes it. */
  private static final Pattern OPENED_BY_TEMPLATE =
      Pattern.compile("(?i).*(?:\\br1\\b|qwq|thinking|reasoner).*");

  private final boolean openedByTemplate;
  private volatile boolean thinks;
  private volatile boolean seenToClose;
  private volatile boolean seenNotTo;

  ThinkingHabit(String modelId) {
    thinks = THINKERS.matcher(modelId).matches();
    openedByTemplate = OPENED_BY_TEMPLATE.matcher(modelId).matches();
  }

  int thoughtTokens() {
    return thinks ? THOUGHT_TOKENS : 0;
  }

  /**
   * Whether a text has to be taken for a thought until its end is seen.
   *
   * @param prefilled whether the model goes on with its own words, so that it has no room to think
   */
  boolean opensUnseen(boolean prefilled) {
    return seenToClose || openedByTemplate && !seenNotTo && !prefilled;
  }

  /** Learns from an answer that is over. */
  void learn(SpokenText text, boolean prefilled) {
    thinks |= text.hasThought();
    if (text.hasClosedUnopened()) {
      seenToClose = true;
    } else if (opensUnseen(prefilled) && Words.count(text.said()) > 0) {
      // It was held back in vain.
      seenToClose = false;
      seenNotTo = true;
    }
  }
}

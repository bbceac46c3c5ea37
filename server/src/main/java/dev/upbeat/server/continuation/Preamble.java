package dev.upbeat.server.continuation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What chatty models say before they go on: "Sure!", "Absolutely,", "Here is the continuation:",
 * "Assistant:". After an opener it is a second beginning.
 */
final class Preamble {
  private static final Pattern PREAMBLE =
      Pattern.compile(
          "[\\s\"'…]*(?:(?=\\p{Lu})(?i)(?:sure(?: thing)?|certainly|of course|absolutely"
              + "|definitely|(?:what )?(?:a )?(?:great|good|excellent) question|no problem|gladly"
              + "|got it|okay|ok|alright|understood|yes, of course)[!,]"
              + "|(?i)(?:assistant|ai|answer|response|reply|continuation|continued)\\s?:"
              + "|(?i)here(?:'s|’s| is| are) (?:the |a |my |your )?(?:possible |natural |next )?"
              + "(?:continuation|continued|rest|remainder|completion|remaining|following|next words"
              + "|words that follow)[^:.!?\\n]{0,60}:)");

  private Preamble() {}

  /**
   * How long it is at the beginning of a text; 0 if there is none, −1 if that can't be known yet.
   *
   * @param last whether no more text will come
   */
  static int length(CharSequence text, boolean last) {
    // At the text's very end it is all there is, and so the answer.
    Matcher matcher = PREAMBLE.matcher(text);
    boolean found = matcher.lookingAt();
    if (found && matcher.end() < text.length()) {
      return matcher.end();
    }
    return (found || matcher.hitEnd()) && !last ? -1 : 0;
  }
}

package dev.upbeat.server.continuation;

import dev.upbeat.server.judge.ContentWords;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an accepted opener means for a small model, which would go on with its last words rather
 * than with the answer.
 */
final class OpenerShape {
  private static final Pattern ANNOUNCEMENT =
      Pattern.compile(
          "^(?:okay|ok|sure|alright|all right|of course|got it|right)[, ]+"
              + "(?:(?:i'm |i am )?\\p{L}+ing|i'll \\p{L}+|\\p{L}+ is|your [\\p{L} ]+ is) .*");

  /** An opener that ends with one of these goes on. */
  private static final Pattern OPEN_END =
      Pattern.compile(
          ".*(?:[,:;—-]|\\b(?:a|an|the|of|to|in|on|at|by|for|with|from|and|or|but|so|is|are|was|were|be"
              + "|that|which|who|you|i|it|your|my|his|her|their|our|this|these|about|into|as|because"
              + "|can|will|if|when|set|added|called))$");

  private static final Pattern LEAD_IN_END = Pattern.compile(".*(?:[,:;—]|, (?:and|so|but))$");

  private OpenerShape() {}

  /**
   * Whether a new sentence may follow an opener that says nothing of the topic, as in "Let me
   * see,": then the model answers better without having seen it.
   */
  static boolean isLeadIn(String request, String opener) {
    return LEAD_IN_END.matcher(opener.strip().toLowerCase(Locale.ROOT)).matches()
        && Collections.disjoint(ContentWords.of(request), ContentWords.of(opener));
  }

  /**
   * Whether it is a whole sentence already, such as "Okay, setting a timer for ten minutes": a
   * small model takes that for the subject of a longer one and goes on with "is a great way to…".
   *
   * @param request its last word must be in the opener, or part of it is still to be said
   */
  static boolean isComplete(String request, String opener) {
    String text = opener.strip().toLowerCase(Locale.ROOT);
    String asked = request.strip().toLowerCase(Locale.ROOT).replaceAll("[.!?]+$", "");
    String last = asked.substring(asked.lastIndexOf(' ') + 1);
    List<String> words = List.of(text.split("\\s+"));
    return words.size() >= 4
        && words.contains(last)
        && ANNOUNCEMENT.matcher(text).matches()
        && !OPEN_END.matcher(text).matches();
  }
}

package dev.upbeat.server.continuation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells openers that are whole sentences already, such as "Okay, setting a timer for ten minutes".
 * A small model takes them for the subject of a longer one and goes on with "is a great way to…".
 */
final class CompleteOpeners {
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

  private CompleteOpeners() {}

  /**
   * Whether nothing needs to follow.
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

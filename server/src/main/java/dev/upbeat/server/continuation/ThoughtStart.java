package dev.upbeat.server.continuation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether a text begins like a thought that bears no tag: "Okay, the user wants to know…",
 * "Thought: …". It costs the time of a word or two where it may, nothing where it can't.
 */
final class ThoughtStart {
  private static final String LEADS =
      "(?:(?:ok|okay|alright|all right|right|so|well|now|first|first of all|hm+|wait|got it"
          + "|let's see|let me see)\\b[,.!…]*\\s+)*";

  /** About the user in the third person, or about the task itself; nobody answers so. */
  private static final List<String> ASIDES =
      List.of(
          "(?:i (?:think|believe|guess|see) (?:that )?)?the user(?:'s|’s)?\\b"
              + "(?! (?:manual|guide|interface|name|id|account))",
          "user (?:asks|asked|wants|is asking|said|says)\\b",
          "the (?:question|prompt|request|instructions?|task) (?:is|was|asks|says|wants|here)\\b",
          "(?:we|i) (?:need|have) to"
              + " (?:answer|continue|respond|reply|figure|find|recall|think|write"
              + "|produce|output|finish|complete|determine|provide|give|consider|check)\\b",
          "(?:we|i) (?:should|must) (?:answer|continue|respond|reply|write|produce|output|finish"
              + "|complete|provide|be careful|keep)\\b",
          "(?:we|i)(?:'re| are|'m| am|’re|’m) (?:asked|given|told|being asked|supposed)\\b",
          "i (?:recall|remember) (?:that|the)\\b",
          "let(?:'s|’s| me| us) (?:think|recall|break|analy[sz]e|consider|figure|parse"
              + "|work (?:this|it) out|go step)\\b",
          "they(?:'re| are|’re) (?:asking|looking)\\b");

  private static final Pattern ALOUD =
      Pattern.compile("\\s*(?=\\p{Lu})(?i)" + LEADS + "(?:" + String.join("|", ASIDES) + ")");

  /** Never found, but awaited: what stands before {@code <|message|>} if the prompt ended there. */
  private static final Pattern CHANNEL = Pattern.compile("\\s*(?:analysis|commentary|final)(?=<)");

  private static final Pattern HUM = Pattern.compile("\\s*H[Mm]+[,.…]+ ");

  /**
   * A label, and the one behind which the answer stands.
   *
   * @param certain whether no thought would hold the second
   */
  private record Labels(Pattern thought, Pattern answer, boolean certain) {}

  private static final List<Labels> LABELS =
      List.of(
          // Harmony whose control tokens were lost on the way.
          new Labels(
              Pattern.compile("\\s*analysis(?=\\p{Lu})"),
              Pattern.compile("assistant\\s*(?:final|response)"),
              true),
          new Labels(
              Pattern.compile(
                  "(?i)\\s*here(?:'s| is) my (?:thought|thinking|reasoning) process\\b"),
              Pattern.compile("(?i)here(?:'s| is) my (?:final )?(?:response|answer)\\s*:"),
              true),
          new Labels(
              Pattern.compile(
                  "(?i)[\\s*#_]*(?:(?:my )?(?:thoughts?|thinking|reasoning|thought process"
                      + "|thinking process|chain of thought|scratchpad)|analysis)[*_]*\\s*:"),
              Pattern.compile(
                  "(?i)(?:^|[\\n.!?])[\\s*#_]*(?:final )?(?:answer|response|reply)[*_]*\\s*:[*_]*"),
              false));

  private enum Finding {
    OPEN,
    THOUGHT,
    LABELLED,
    ANSWER
  }

  private Finding finding;
  private Labels labels = LABELS.get(0);

  /**
   * @param swallowed whether to take any beginning for a thought
   */
  ThoughtStart(boolean swallowed) {
    this.finding = swallowed ? Finding.THOUGHT : Finding.OPEN;
  }

  /** Looks at the text so far; to be asked again as it grows. */
  void look(CharSequence text, boolean last) {
    if (finding == Finding.OPEN) {
      boolean open = false;
      for (Labels candidate : LABELS) {
        Matcher matcher = candidate.thought().matcher(text);
        if (matcher.lookingAt()) {
          finding = Finding.LABELLED;
          labels = candidate;
          return;
        }
        open |= matcher.hitEnd();
      }
      for (Pattern pattern : List.of(ALOUD, HUM, CHANNEL)) {
        Matcher matcher = pattern.matcher(text);
        boolean found = matcher.lookingAt();
        if (found && !matcher.hitEnd()) {
          finding = Finding.THOUGHT;
          return;
        }
        open |= matcher.hitEnd();
      }
      if (!open || last) {
        finding = Finding.ANSWER;
      }
    }
  }

  /** The beginning has been explained otherwise: the rest is answer. */
  void rejectAll() {
    finding = Finding.ANSWER;
  }

  boolean isThought() {
    return finding == Finding.THOUGHT || finding == Finding.LABELLED;
  }

  /**
   * From where the text may go on.
   *
   * @param complete whether the model ended the text itself; asked only if {@code last}
   * @return −1 if none of it may
   */
  int releasedFrom(CharSequence text, boolean last, boolean complete) {
    return switch (finding) {
      case ANSWER -> 0;
      case OPEN -> last ? 0 : -1;
      case THOUGHT -> last && complete ? 0 : -1;
      case LABELLED -> behindLabel(text, last, complete);
    };
  }

  private int behindLabel(CharSequence text, boolean last, boolean complete) {
    if (!last && !labels.certain()) {
      return -1;
    }
    Matcher matcher = labels.answer().matcher(text);
    int end = -1;
    while (matcher.find()) {
      end = matcher.end();
    }
    if (end < 0) {
      return last && complete && !labels.certain() ? 0 : -1;
    }
    finding = Finding.ANSWER;
    return end;
  }
}

package dev.upbeat.server.continuation;

import java.util.Locale;
import java.util.Set;

/**
 * Joins the model's words to what the device has said: no word twice, one blank, no mark after
 * another, no new sentence in the middle of one. Cuts away what the model repeats of the prefix's
 * end, and the whole beginning if the model starts over ("The capital of Peru is Lima" after "The
 * capital of Peru is").
 *
 * <p>Holds back only while the words so far may still be a repetition.
 */
final class SeamTrimmer implements TextStage {
  /** A restart that then goes another way is known by this many words. */
  private static final int RESTART_WORDS = 3;

  private static final Set<String> SUFFIXES =
      Set.of("s", "es", "ed", "d", "ing", "ly", "er", "est", "al", "ial");
  private static final Set<String> LOWERED =
      Set.of(
          "the", "a", "an", "it", "this", "that", "in", "on", "at", "to", "you", "your", "we",
          "they", "he", "she", "there", "and", "but", "or", "is", "are", "was", "because", "by",
          "with", "for", "from", "as", "if", "when", "of", "its", "their", "be");
  private static final Set<String> MEANINGLESS = Set.of("sure", "certainly", "of course");
  private static final String MARKS = ",;:.!?";

  private final String prefix;
  private final Words said;
  private final boolean raw;
  private final StringBuilder held = new StringBuilder();
  private boolean trimmed;
  private boolean joined;

  /**
   * @param prefix what has been said; empty lets everything pass
   * @param raw whether the model saw the prefix as its own text, so that letters without a blank
   *     are the rest of its last word
   */
  SeamTrimmer(String prefix, boolean raw) {
    this.prefix = prefix.stripTrailing();
    this.said = Words.of(this.prefix);
    this.raw = raw;
    this.joined = this.prefix.isEmpty();
  }

  @Override
  public String accept(String text) {
    return joined ? text : decide(text, false);
  }

  @Override
  public String finish() {
    return joined ? "" : decide("", true);
  }

  private String decide(String text, boolean last) {
    held.append(text);
    while (true) {
      int cut = repetition(last);
      if (cut < 0) {
        return "";
      }
      if (cut == 0) {
        break;
      }
      held.delete(0, cut);
      trimmed = true;
    }
    return join(last);
  }

  /** Where the repetition ends; 0 if there is none, −1 if that can't be known yet. */
  private int repetition(boolean last) {
    Words head = Words.of(held);
    int size = head.size();
    boolean partial = !last && size > 0 && head.list().get(size - 1).end() == held.length();
    int complete = partial ? size - 1 : size;
    if (!last && size == 0) {
      return -1;
    }
    int cut = meaninglessStart(head, complete, last);
    if (cut != 0) {
      return cut;
    }
    int longest = 0;
    for (int start = 0; start < said.size(); start++) {
      int length = said.size() - start;
      int same = 0;
      while (same < Math.min(length, complete) && said.text(start + same).equals(head.text(same))) {
        same++;
      }
      if (same == length) {
        longest = Math.max(longest, length);
      } else if (same == complete && !last && fits(head, complete, start)) {
        return -1;
      } else if (start == 0 && same >= RESTART_WORDS) {
        longest = Math.max(longest, same);
      }
    }
    return longest == 0 ? 0 : head.list().get(longest - 1).end();
  }

  private boolean fits(Words head, int complete, int start) {
    return head.size() == complete || said.text(start + complete).startsWith(head.text(complete));
  }

  /** "Sure, …" after the opener is a second beginning. */
  private int meaninglessStart(Words head, int complete, boolean last) {
    if (trimmed || head.size() == 0) {
      return 0;
    }
    String first = head.text(0);
    int words = first.equals("of") ? 2 : 1;
    if (MEANINGLESS.stream().noneMatch(start -> start.startsWith(first))) {
      return 0;
    }
    if (complete < words) {
      return last ? 0 : -1;
    }
    String start = words == 2 ? first + " " + head.text(1) : first;
    int end = head.list().get(words - 1).end();
    if (!MEANINGLESS.contains(start) || end >= held.length()) {
      return 0;
    }
    char mark = held.charAt(end);
    return mark == '!' || mark == ',' ? end + 1 : 0;
  }

  private String join(boolean last) {
    boolean blankBefore = held.length() > 0 && Character.isWhitespace(held.charAt(0));
    int from = 0;
    while (from < held.length() && isJunk(held.charAt(from), from)) {
      from++;
    }
    String rest = held.substring(from);
    boolean wordFollows = !rest.isEmpty() && Words.isPart(rest.charAt(0));
    if (raw && !trimmed && !blankBefore && from == 0 && wordFollows) {
      Words.Word first = Words.of(rest).list().get(0);
      if (first.end() == rest.length() && !last) {
        return "";
      }
      if (SUFFIXES.contains(first.text())) {
        rest = rest.substring(first.end()).stripLeading();
      }
    }
    if (rest.isEmpty()) {
      return "";
    }
    if (!endsSentence(prefix) && wordFollows && Character.isUpperCase(rest.charAt(0))) {
      Words.Word first = Words.of(rest).list().get(0);
      if (first.end() == rest.length() && !last) {
        return "";
      }
      if (LOWERED.contains(first.text())) {
        rest = rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1);
      }
    }
    joined = true;
    held.setLength(0);
    return (attaches(rest) ? "" : " ") + rest;
  }

  /** Blanks, dots and dashes that stand for the omitted beginning, marks after a mark. */
  private boolean isJunk(char c, int index) {
    if (Character.isWhitespace(c) || c == '…' || c == '-' || c == '–' || c == '"') {
      return true;
    }
    if (c == '.') {
      boolean ellipsis =
          index + 1 < held.length() && held.charAt(index + 1) == '.'
              || index > 0 && held.charAt(index - 1) == '.';
      return ellipsis || endsWithMark();
    }
    return MARKS.indexOf(c) >= 0 && endsWithMark();
  }

  private boolean endsWithMark() {
    return !prefix.isEmpty() && MARKS.indexOf(prefix.charAt(prefix.length() - 1)) >= 0;
  }

  private static boolean endsSentence(String text) {
    return !text.isEmpty() && ".!?".indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  private static boolean attaches(String rest) {
    char first = rest.charAt(0);
    boolean suffix = (first == '\'' || first == '’') && rest.length() > 1;
    return MARKS.indexOf(first) >= 0 || first == ')' || first == '%' || suffix;
  }
}

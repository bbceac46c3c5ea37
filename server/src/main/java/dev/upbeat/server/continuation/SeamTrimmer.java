package dev.upbeat.server.continuation;

import dev.upbeat.core.text.SentenceEnds;
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
  private static final String MARKS = ",;:.!?";
  private static final String DASHES = "-–−‐‑﹣－";

  private final String prefix;
  private final Words said;
  private final boolean raw;
  private final StringBuilder held = new StringBuilder();
  private boolean trimmed;
  private boolean repeated;
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
    int preamble = repeated ? 0 : Preamble.length(held, last);
    if (preamble != 0) {
      return preamble;
    }
    int again = restart(head, complete, last);
    again = again == 0 ? sameWords(head, complete, last) : again;
    repeated |= again > 0;
    return again;
  }

  /** The longest end of the prefix that the head begins with, or its beginning. */
  private int sameWords(Words head, int complete, boolean last) {
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

  /**
   * "Cats purr because" after "Cats usually purr because": the model starts over and leaves words
   * out. Its first and last words are the prefix's own, those between come there in the same order.
   */
  private int restart(Words head, int complete, boolean last) {
    int at = 0;
    for (int same = 0; same < complete; same++) {
      int found = indexOf(head.text(same), at);
      if (found < 0 || same == 0 && found > 0) {
        return 0;
      }
      at = found + 1;
      if (at == said.size() && same + 1 >= RESTART_WORDS) {
        return head.list().get(same).end();
      }
    }
    boolean begun = complete > 0 || head.size() > 0 && startsLikePrefix(head.text(0));
    return !last && begun && at < said.size() ? -1 : 0;
  }

  private boolean startsLikePrefix(String begun) {
    return said.size() > 0 && said.text(0).startsWith(begun);
  }

  private int indexOf(String word, int from) {
    for (int i = from; i < said.size(); i++) {
      if (said.text(i).equals(word)) {
        return i;
      }
    }
    return -1;
  }

  private String join(boolean last) {
    boolean blankBefore = held.length() > 0 && Character.isWhitespace(held.charAt(0));
    int from = 0;
    while (from < held.length() && isJunk(held.charAt(from), from, last)) {
      from++;
    }
    if (!last && from < held.length() && sign(from) < 0) {
      return "";
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
    boolean glued = !blankBefore && !trimmed && from == 0 && goesOnWithNumber(rest);
    return (glued || attaches(rest) ? "" : " ") + rest;
  }

  /** Blanks, dots and dashes that stand for the omitted beginning, marks after a mark. */
  private boolean isJunk(char c, int index, boolean last) {
    int sign = sign(index);
    if (sign > 0 || sign < 0 && !last) {
      return false;
    }
    if (Character.isWhitespace(c) || c == '…' || DASHES.indexOf(c) >= 0 || c == '"') {
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

  /** Whether a minus or point belongs to a number: 1 if so, 0 if not, −1 if that can't be known. */
  private int sign(int index) {
    char c = held.charAt(index);
    boolean point = c == '.' && (index == 0 || held.charAt(index - 1) != '.');
    if (c == '−' && index + 1 < held.length() && held.charAt(index + 1) == ' ') {
      // Nobody begins an item of a list with this one.
      return number(held, index + 2);
    }
    return point || DASHES.indexOf(c) >= 0 ? number(held, index + 1) : 0;
  }

  /** Whether digits come, with a currency's sign or a point before them; as {@link #sign}. */
  private static int number(CharSequence text, int from) {
    int i = from;
    while (i < text.length() && i < from + 2 && ".$€£¥".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    if (i == text.length()) {
      return -1;
    }
    char c = text.charAt(i);
    return Character.isDigit(c) || c == '∞' ? 1 : 0;
  }

  /** "It is 3" + ".5", "5" + "–10": without a blank between them it is one number or range. */
  private boolean goesOnWithNumber(String rest) {
    return !prefix.isEmpty()
        && Character.isDigit(prefix.charAt(prefix.length() - 1))
        && (rest.charAt(0) == '.' || DASHES.indexOf(rest.charAt(0)) >= 0)
        && number(rest, 1) > 0;
  }

  private boolean endsWithMark() {
    return !prefix.isEmpty() && MARKS.indexOf(prefix.charAt(prefix.length() - 1)) >= 0;
  }

  private static boolean endsSentence(String text) {
    return !text.isEmpty()
        && ".!?".indexOf(text.charAt(text.length() - 1)) >= 0
        && !SentenceEnds.leansOnNext(text);
  }

  private static boolean attaches(String rest) {
    char first = rest.charAt(0);
    boolean suffix = (first == '\'' || first == '’') && rest.length() > 1;
    boolean point = first == '.' && number(rest, 1) > 0;
    return MARKS.indexOf(first) >= 0 && !point || first == ')' || first == '%' || suffix;
  }
}

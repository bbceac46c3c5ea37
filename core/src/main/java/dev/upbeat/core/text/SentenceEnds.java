package dev.upbeat.core.text;

import java.util.Locale;
import java.util.Set;

/**
 * Where sentences of English end: at a mark that no abbreviation, initial, number or address owns.
 * "Gen. Lee rode on" goes on, "on Elm St. Then he" has an end. Works on text that is still coming:
 * an end that hangs on words not there yet is none yet. Pure functions, safe for use by all
 * threads.
 */
public final class SentenceEnds {
  private static final String CLOSING = "\"')]}”’»*_";
  private static final String WIDE_MARKS = "。！？";

  /** Begin a sentence when capitalized; as names they are rare. */
  private static final Set<String> STARTERS =
      Set.of(
          ("the a an it it's its he he's she she's they they're we we're you you're i i'm i'll i've"
                  + " this that that's these those there there's then but and so if when while his"
                  + " her their our my your in on at for from with as after before because since"
                  + " however also another once not now here some many most each every all both"
                  + " next finally today tomorrow yesterday what how why where is are was were do"
                  + " does did can could would should please let until although though even"
                  + " otherwise instead meanwhile therefore thus perhaps maybe unlike like during"
                  + " by to of or nobody everyone someone nothing everything later first second")
              .split(" "));

  /** A lone capital behind these is a label, not an initial: "vitamin C". */
  private static final Set<String> LABELLED =
      Set.of(
          ("vitamin vitamins plan type hepatitis group grade option section part class appendix"
                  + " figure exhibit model team block building gate room step terminal zone note"
                  + " letter side level schedule form row column point line table list answer"
                  + " generation gen drive minor major a an the and or")
              .split(" "));

  private static final Set<String> AFTER_HALF_DAY =
      Set.of(
          ("eastern pacific central mountain atlantic greenwich est edt et cst cdt ct mst mdt mt"
                  + " pst pdt pt gmt utc bst cet monday tuesday wednesday thursday friday saturday"
                  + " sunday")
              .split(" "));

  private SentenceEnds() {}

  /**
   * The index behind the first sentence's end, closing quotes included.
   *
   * @param from where to look from; what stands before it still counts as context
   * @param complete whether nothing will be added to the text
   * @return -1 if no sentence ends, or none surely yet
   */
  public static int next(CharSequence text, int from, boolean complete) {
    for (int i = from; i < text.length(); i++) {
      boolean lastOfRun = i + 1 == text.length() || !isMark(text.charAt(i + 1));
      if (lastOfRun && isMark(text.charAt(i)) && isEnd(text, i, complete)) {
        return behindClosing(text, i + 1);
      }
    }
    return -1;
  }

  /**
   * Whether a mark ends a sentence.
   *
   * @param mark the index of a {@code . ! ? …} or one of their wide forms; of several in a row the
   *     last one counts
   * @param complete whether nothing will be added to the text
   */
  public static boolean isEnd(CharSequence text, int mark, boolean complete) {
    char sign = text.charAt(mark);
    if (WIDE_MARKS.indexOf(sign) >= 0) {
      return true;
    }
    if (mark + 1 < text.length() && isMark(text.charAt(mark + 1))) {
      return false;
    }
    int behind = behindClosing(text, mark + 1);
    if (behind == text.length()) {
      return complete;
    }
    if (!Character.isWhitespace(text.charAt(behind))) {
      return false;
    }
    NextWord next = NextWord.from(text, behind, complete);
    String word = wordBefore(text, mark);
    boolean trailsOff = sign == '…' || (sign == '.' && word.endsWith("."));
    boolean quoted = behind > mark + 1;
    if (trailsOff || (quoted && sign != '.')) {
      // "Well... maybe"; "Really?" she said.
      return next.isKnown() && !next.isLowerCase();
    }
    if (sign != '.') {
      return true;
    }
    if (isListNumber(text, mark, word)) {
      return false;
    }
    boolean inches = word.equals("in") && Words.followsNumber(text, mark - word.length());
    Abbreviation kind = inches ? Abbreviation.MEASURE : Abbreviation.of(word);
    if (kind == null || quoted) {
      return true;
    }
    if (next.isNothing()) {
      return true;
    }
    return next.isKnown() && endsThough(kind, word, text, mark, next);
  }

  /**
   * Whether a text breaks off behind an abbreviation that leans on what follows: "He met Dr.". Then
   * its full stop says nothing about the sentence.
   */
  public static boolean leansOnNext(CharSequence text) {
    String trimmed = text.toString().stripTrailing();
    if (!trimmed.endsWith(".")) {
      return false;
    }
    Abbreviation kind = Abbreviation.of(wordBefore(trimmed, trimmed.length() - 1));
    return kind == Abbreviation.NEVER || kind == Abbreviation.BEFORE_NAME;
  }

  private static boolean endsThough(
      Abbreviation kind, String word, CharSequence text, int mark, NextWord next) {
    return switch (kind) {
      case NEVER -> false;
      case BEFORE_NAME, AFTER_NAME -> isStarter(next);
      case BEFORE_NUMBER -> !next.isDigit() || isRefusal(word, text, mark, next);
      case MEASURE ->
          next.isDigit()
              ? word.equals("etc") || Words.followsNumber(text, mark - word.length())
              : !next.isLowerCase();
      case INITIALS -> initialsEnd(word, text, mark, next);
    };
  }

  private static boolean initialsEnd(String word, CharSequence text, int mark, NextWord next) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.equals("a.m") || lower.equals("p.m")) {
      return !next.isLowerCase() && !next.isDigit() && !AFTER_HALF_DAY.contains(next.lower());
    }
    if (word.length() == 1
        && LABELLED.contains(Words.before(text, mark - 1).toLowerCase(Locale.ROOT))) {
      return !next.isLowerCase();
    }
    return isStarter(next);
  }

  private static boolean isStarter(NextWord next) {
    return next.isUpperCase()
        && STARTERS.contains(next.lower().replace('’', '\''))
        && !next.isInitial();
  }

  /** "No. 2 days later" rather than "No. 2 of the list". */
  private static boolean isRefusal(String word, CharSequence text, int mark, NextWord next) {
    boolean may = word.equals("no") || (word.equals("No") && Words.beginsSentence(text, mark - 2));
    return may && Words.countsSomething(text, next.begin());
  }

  /** "1." at the start of a line. */
  private static boolean isListNumber(CharSequence text, int mark, String word) {
    int before = mark - word.length() - 1;
    return !word.isEmpty()
        && word.length() <= 2
        && word.chars().allMatch(Character::isDigit)
        && before >= 0
        && text.charAt(before) == '\n';
  }

  private static String wordBefore(CharSequence text, int mark) {
    int start = mark;
    while (start > 0
        && !Character.isWhitespace(text.charAt(start - 1))
        && "\"'([{“‘«*_/–—-".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    return text.subSequence(start, mark).toString();
  }

  private static int behindClosing(CharSequence text, int from) {
    int end = from;
    while (end < text.length() && CLOSING.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  private static boolean isMark(char c) {
    return c == '.' || c == '!' || c == '?' || c == '…' || WIDE_MARKS.indexOf(c) >= 0;
  }
}

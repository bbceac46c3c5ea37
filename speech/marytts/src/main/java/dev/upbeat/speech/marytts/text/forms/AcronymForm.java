package dev.upbeat.speech.marytts.text.forms;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words in capitals: spelled ("FBI", "CEOs"), said as words ("NASA"), or merely loud ("NEVER").
 * What is to be spelled stays in capitals; longer ones the voice's dictionary may still know.
 */
final class AcronymForm implements Form {
  private static final Pattern CAPITALS =
      Pattern.compile("[A-Z]{2,}(?![a-rt-z])(?:s(?![a-z]))?(?:'s\\b|'(?![A-Za-z]))?");
  private static final Pattern WORLD_WAR = Pattern.compile("WW ?(II?|1|2)(?![A-Za-z0-9])");
  private static final Pattern ASKING =
      Pattern.compile(
          " (?:did|are|is|was|were|do|does|would|could|can|cares|knows|wants|ate|made|let|else|will|has|told|said"
              + " that)\\b");
  private static final Set<String> WORDS = Tables.words("word-acronyms.txt");
  private static final Set<String> BEFORE_QUESTION =
      Set.of("know", "knows", "guess", "tell", "ask", "and", "but", "so");

  @Override
  public @Nullable Token read(Cursor cursor) {
    if (Character.isLetter(cursor.charAt(cursor.at() - 1))) {
      return null;
    }
    MatchResult war = cursor.match(WORLD_WAR);
    if (war != null) {
      String number = war.group(1).matches("II|2") ? "two" : "one";
      return cursor.token(Kind.ACRONYM, war.end(), "World War " + number);
    }
    MatchResult match = cursor.match(CAPITALS);
    if (match == null) {
      return null;
    }
    String written = match.group();
    int letters = letters(written);
    String base = written.substring(0, letters).toLowerCase(Locale.ROOT);
    boolean joined = joins(cursor.charAt(match.end())) || joins(cursor.charAt(cursor.at() - 1));
    boolean word = !joined && (WORDS.contains(base) || isLoud(cursor, base, match.end()));
    return cursor.token(
        word ? Kind.WORD : Kind.ACRONYM,
        match.end(),
        word ? base + written.substring(letters) : written);
  }

  /** Whether acronyms are said as one with it: "AT&T", "SO2". */
  private static boolean joins(char neighbor) {
    return neighbor == '&' || Character.isDigit(neighbor);
  }

  static boolean isWord(String capitals) {
    return WORDS.contains(capitals.toLowerCase(Locale.ROOT));
  }

  private static int letters(String written) {
    int end = 0;
    while (end < written.length() && Character.isUpperCase(written.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isLoud(Cursor cursor, String lower, int end) {
    if (lower.equals("who")) {
      boolean asks = cursor.match(ASKING, end) != null && cursor.sentenceMark() != '.';
      String before = cursor.lowerWordBefore();
      return (asks && (cursor.startsSentence() || BEFORE_QUESTION.contains(before)))
          || BEFORE_QUESTION.contains(before) && !before.equals("and") && !before.equals("ask");
    }
    return Shouting.isCommon(lower)
        && !Set.of("am", "it", "max", "pin", "via", "gas").contains(lower);
  }
}

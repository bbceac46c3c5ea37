package dev.upbeat.speech.marytts.text.forms;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Short forms of words: titles, streets, "No. 5", "e.g.", "U.S.". Their full stop is a mark's. */
final class AbbreviationForm implements Form {
  private record Entry(String spoken, String when) {}

  private static final Map<String, Entry> TABLE =
      Tables.rows("abbreviations.tsv").stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  row -> row.get(0), row -> new Entry(row.get(1), row.get(2))));

  private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,6}(?![A-Za-z'@_])");
  private static final Pattern DOTTED =
      Pattern.compile("(?:[A-Za-z]{1,2}\\.){2,6}|(?:[A-Z]\\.){1,5}[A-Z](?![\\w'])");
  private static final Pattern LATIN =
      Pattern.compile("(?i)(?:(e\\.\\s?g\\.)|(i\\.\\s?e\\.)|(a\\.k\\.a\\.)|(w\\.r\\.t\\.)),?");
  private static final Pattern CAPITAL = Pattern.compile("\\.? (?:[A-Z]\\w|[A-Z]\\.)");
  private static final Pattern GENERATION = Pattern.compile("\\.? [XYZ]\\b(?!\\.)");
  private static final Pattern NUMBER = Pattern.compile("\\.? ?#?[0-9IVX]");
  private static final Pattern CASE = Pattern.compile("\\.? [A-Z]");

  private static final Set<String> LOWER_TITLES = Set.of("mr", "mrs", "ms", "dr", "prof");

  @Override
  public @Nullable Token read(Cursor cursor) {
    char before = cursor.charAt(cursor.at() - 1);
    if (!Character.isLetter(cursor.current())
        || Character.isLetter(before)
        || before == '\''
        || before == '/') {
      return null;
    }
    MatchResult latin = cursor.match(LATIN);
    if (latin != null) {
      return latin(cursor, latin);
    }
    MatchResult dotted = cursor.match(DOTTED);
    if (dotted != null) {
      return dotted(cursor, dotted);
    }
    MatchResult word = cursor.match(WORD);
    return word == null ? null : word(cursor, word.group(), word.end());
  }

  private static Token latin(Cursor cursor, MatchResult match) {
    String spoken =
        match.group(1) != null
            ? "for example,"
            : match.group(2) != null
                ? "that is,"
                : match.group(3) != null ? "also known as" : "with respect to";
    boolean comma = cursor.charAt(match.end() - 1) == ',' && !spoken.endsWith(",");
    return cursor.token(Kind.ABBREVIATION, comma ? match.end() - 1 : match.end(), spoken);
  }

  private static Token dotted(Cursor cursor, MatchResult match) {
    String letters = match.group().replace(".", "").toUpperCase(Locale.ROOT);
    int end = match.end();
    boolean stop = cursor.charAt(end - 1) == '.' && cursor.endsSentence(end - 1);
    return cursor.token(Kind.ABBREVIATION, stop ? end - 1 : end, letters);
  }

  private static @Nullable Token word(Cursor cursor, String word, int end) {
    boolean stopped = cursor.charAt(end) == '.';
    if (word.equals("St")) {
      return cursor.token(
          Kind.ABBREVIATION, end, Streets.isStreet(cursor, end) ? "Street" : "Saint");
    }
    if (word.equals("Dr") || (word.equals("dr") && stopped)) {
      return cursor.token(
          Kind.ABBREVIATION, end, Streets.isDrive(cursor, end) ? "Drive" : "Doctor");
    }
    String direction = stopped ? Streets.direction(cursor, word, end) : null;
    if (direction != null) {
      return cursor.token(Kind.ABBREVIATION, end, direction);
    }
    Entry entry = TABLE.get(word);
    if (entry == null) {
      entry = lowerCase(word, stopped);
    }
    return entry == null || !applies(cursor, entry, word, end, stopped)
        ? null
        : cursor.token(Kind.ABBREVIATION, end, entry.spoken());
  }

  /** "Fig. 3" as "fig. 3", "mr. smith" as "Mr. Smith". */
  private static @Nullable Entry lowerCase(String word, boolean stopped) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (LOWER_TITLES.contains(word) && stopped) {
      Entry title = TABLE.get(Character.toUpperCase(word.charAt(0)) + word.substring(1));
      return title == null ? null : new Entry(title.spoken(), "any");
    }
    Entry entry = TABLE.get(lower);
    return entry != null && List.of("number", "stopped-number", "dot").contains(entry.when())
        ? entry
        : null;
  }

  private static boolean applies(
      Cursor cursor, Entry entry, String word, int end, boolean stopped) {
    boolean ends = stopped && cursor.endsSentence(end);
    return switch (entry.when()) {
      case "title" -> stopped || cursor.match(CAPITAL, end) != null;
      case "title-dot" ->
          stopped
              && !ends
              && cursor.match(GENERATION, end) == null
              && (cursor.match(CAPITAL, end) != null || cursor.atTextEnd(end + 1));
      case "dot" -> stopped;
      case "dot-capital" -> stopped && Character.isUpperCase(word.charAt(0));
      case "capital" -> stopped || follows(cursor);
      case "capital-dot" -> stopped && follows(cursor);
      case "number" -> !ends && cursor.match(NUMBER, end) != null;
      case "stopped-number" -> stopped && !ends && cursor.match(NUMBER, end) != null;
      case "case" -> stopped && cursor.match(CASE, end) != null && follows(cursor);
      default -> true;
    };
  }

  /** Whether a capitalized word or a number stands before. */
  private static boolean follows(Cursor cursor) {
    String before = cursor.wordBefore();
    return !before.isEmpty()
        && (Character.isUpperCase(before.charAt(0)) || Character.isDigit(before.charAt(0)));
  }
}

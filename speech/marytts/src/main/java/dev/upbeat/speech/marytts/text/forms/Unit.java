package dev.upbeat.speech.marytts.text.forms;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a number counts.
 *
 * @param one as in "one foot"
 * @param several as in "two feet"
 * @param end where it ends in the text
 */
record Unit(String one, String several, int end) {
  private record Entry(String one, String several, boolean glued) {}

  private static final Map<String, Entry> TABLE = table();
  private static final Pattern WRITTEN =
      Pattern.compile(
          "([ -]?)("
              + TABLE.keySet().stream()
                  .sorted(Comparator.comparingInt(String::length).reversed())
                  .map(Pattern::quote)
                  .collect(Collectors.joining("|"))
              + ")(?![A-Za-z0-9^]|['’][a-z]|&)");
  private static final Pattern PER =
      Pattern.compile("/(\\d+ ?)?([A-Za-zμ]+(?:\\^[23])?)(?![A-Za-z0-9])");
  private static final Pattern INCH_FOLLOWED =
      Pattern.compile("(?:\\.(?=\\s|$)|(?= (?:x|by|wide|tall|long|deep|high|thick|diameter)\\b))");

  /** "5m users" are millions. */
  static final Pattern COUNTED =
      Pattern.compile(
          " (?:people|[a-z]{2,}s)\\b(?<! (?:is|was|as|its|has|across|towards|this|less))");

  private static final Pattern INITIAL = Pattern.compile("(?<=[A-Z])\\. [A-Z]");
  private static final Set<String> SPANS =
      Set.of(
          "hour",
          "day",
          "week",
          "month",
          "year",
          "minute",
          "second",
          "night",
          "person",
          "mile",
          "gallon",
          "pound",
          "kilometer",
          "unit",
          "share",
          "head",
          "serving",
          "user",
          "page",
          "acre",
          "game",
          "item",
          "ton",
          "hectare",
          "liter",
          "kilo",
          "piece",
          "capita",
          "inch",
          "foot");

  /** The unit behind a number, or null if none is there. */
  static @Nullable Unit at(Cursor cursor, int from) {
    MatchResult match = cursor.match(WRITTEN, from);
    MatchResult loose = match == null ? cursor.match(LOOSE, from) : match;
    if (loose == null) {
      return null;
    }
    Entry entry = entry(loose.group(2));
    if (entry == null || !fits(cursor, loose, entry)) {
      return null;
    }
    return per(cursor, new Unit(entry.one(), entry.several(), loose.end()));
  }

  /** What stands behind a slash: "hour" of "km/h". */
  static @Nullable Unit per(Cursor cursor, int from) {
    MatchResult match = cursor.match(PER, from);
    if (match == null) {
      return null;
    }
    String written = match.group(2);
    Entry entry = entry(written);
    String word = entry != null ? entry.one() : SPANS.contains(written) ? written : null;
    if (word == null) {
      return null;
    }
    String count = match.group(1) == null ? "" : NumberWords.cardinal(match.group(1).strip()) + " ";
    String counted = count.isEmpty() || entry == null ? word : entry.several();
    return new Unit("per " + count + counted, "per " + count + counted, match.end());
  }

  private static Unit per(Cursor cursor, Unit unit) {
    Unit per = per(cursor, unit.end());
    return per == null
        ? unit
        : new Unit(unit.one() + " " + per.one(), unit.several() + " " + per.one(), per.end());
  }

  private static final Pattern LOOSE =
      Pattern.compile("([ -]?)([A-Za-z]{2,4})(?![A-Za-z0-9^]|['’][a-z]|&)");

  private static boolean fits(Cursor cursor, MatchResult match, Entry entry) {
    boolean glued = !match.group(1).equals(" ");
    String written = match.group(2);
    if (written.equals("in")) {
      return cursor.match(INCH_FOLLOWED, match.end()) != null
          || (glued && match.group(1).isEmpty());
    }
    if (written.length() == 1 && cursor.match(INITIAL, match.end()) != null) {
      return false;
    }
    if (written.equals("K")) {
      return !glued;
    }
    if (written.equals("m") || written.equals("M")) {
      return !match.group(1).isEmpty() || cursor.match(COUNTED, match.end()) == null;
    }
    return glued || !entry.glued();
  }

  /** As written, or else in another case if that is no other unit: "KM", "Kg". */
  private static @Nullable Entry entry(String written) {
    Entry exact = TABLE.get(written);
    if (exact != null || written.length() < 2) {
      return exact;
    }
    String lower = written.toLowerCase(Locale.ROOT);
    return LOWER.get(lower);
  }

  private static final Map<String, Entry> LOWER =
      TABLE.entrySet().stream()
          .filter(entry -> entry.getKey().length() > 1)
          .filter(
              entry ->
                  !Set.of("in", "mo", "pt", "pts", "cal", "mi", "ha", "pa", "mw")
                      .contains(entry.getKey().toLowerCase(Locale.ROOT)))
          .collect(
              Collectors.toUnmodifiableMap(
                  entry -> entry.getKey().toLowerCase(Locale.ROOT),
                  Map.Entry::getValue,
                  (first, second) -> first));

  private static Map<String, Entry> table() {
    Map<String, Entry> table = new LinkedHashMap<>();
    for (List<String> row : Tables.rows("units.tsv")) {
      table.put(row.get(0), new Entry(row.get(1), row.get(2), row.get(3).equals("glued")));
    }
    return table;
  }
}

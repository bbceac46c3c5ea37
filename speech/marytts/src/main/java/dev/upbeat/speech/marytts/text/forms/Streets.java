package dev.upbeat.speech.marytts.text.forms;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** "St." and "Dr." have two readings; the neighbours tell which. */
final class Streets {
  private static final Set<String> SAINTS =
      Tables.set(
          "Louis Paul Peter John Mary Patrick George Andrew James Helens Helena Petersburg Lucia"
              + " Kitts Vincent Thomas Martin Moritz Gallen Augustine Francis Joseph Jude Nick"
              + " Nicholas Valentine Bernard Barts Tropez Croix Clair Cloud Albans Ives Pancras"
              + " Lawrence Michael Stephen Mark Luke Matthew Anne Catherine Elmo Basil Johns"
              + " Charles Pierre Denis Germain Lucie Marie Elizabeth Anthony Christopher David"
              + " Clement Simon Barbara Kilda Maarten Olaf Benedict Bernadette Teresa Therese Joan"
              + " Agnes");
  private static final Map<String, String> DIRECTIONS =
      Map.of("N", "North", "S", "South", "E", "East", "W", "West");
  private static final Pattern CAPITAL_AHEAD = Pattern.compile("\\.? +[A-Z]");
  private static final Pattern STREET_NAME =
      Pattern.compile("(?:\\d+(?:st|nd|rd|th)|[A-Z][a-z]+|[A-Z]|\\d+)");
  private static final Set<String> NO_STREET_NAME =
      Set.of(
          "The", "A", "At", "In", "On", "To", "By", "For", "From", "And", "But", "Visit", "See",
          "With", "Ask", "Call", "Our", "Your", "My", "His", "Her", "Is", "Was", "When", "If",
          "Near", "Of", "Mount", "Port", "Lake", "Fort", "Sault", "East", "Hello", "Dear", "Hi",
          "Yes", "No", "As", "Then", "While", "After", "Before", "That", "This", "Like", "Thank",
          "Thanks", "Sunday");

  private Streets() {}

  static boolean isStreet(Cursor cursor, int end) {
    boolean saintly = SAINTS.contains(cursor.wordAfter(nextWord(cursor, end)));
    return !saintly && (followsStreetName(cursor) || cursor.match(CAPITAL_AHEAD, end) == null);
  }

  static boolean isDrive(Cursor cursor, int end) {
    boolean named = cursor.match(CAPITAL_AHEAD, end) != null && !cursor.endsSentence(end);
    return !named && followsStreetName(cursor);
  }

  /** "N." of "12 N. Main St.". */
  static @Nullable String direction(Cursor cursor, String word, int end) {
    Token last = cursor.previous();
    return last != null
            && (last.kind() == Kind.NUMBER || last.kind() == Kind.DATE || last.kind() == Kind.CODE)
            && cursor.match(CAPITAL_AHEAD, end) != null
        ? DIRECTIONS.get(word)
        : null;
  }

  private static boolean followsStreetName(Cursor cursor) {
    String before = cursor.wordBefore();
    return STREET_NAME.matcher(before).matches() && !NO_STREET_NAME.contains(before);
  }

  private static int nextWord(Cursor cursor, int end) {
    return cursor.charAt(end) == '.' ? end + 1 : end;
  }
}

package dev.upbeat.speech.marytts.text.forms;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stops and pauses. A full stop that ends no sentence is an abbreviation's and not heard. */
final class MarkForm implements Form {
  private static final Pattern STOPS = Pattern.compile("[.?!]+");

  @Override
  public @Nullable Token read(Cursor cursor) {
    MatchResult stops = cursor.match(STOPS);
    if (stops != null) {
      return cursor.token(Kind.MARK, stops.end(), stop(cursor, stops));
    }
    char c = cursor.current();
    return switch (c) {
      case ';', ':' -> cursor.token(Kind.MARK, cursor.at() + 1, String.valueOf(c));
      case ',', '(', ')', '[', ']', '{', '}' -> cursor.token(Kind.MARK, cursor.at() + 1, ",");
      default -> null;
    };
  }

  private static String stop(Cursor cursor, MatchResult match) {
    String marks = match.group();
    if (cursor.endsSentence(match.end() - 1)) {
      return marks.indexOf('?') >= 0 ? "?" : marks.substring(0, 1);
    }
    return marks.equals(".") ? "" : ",";
  }
}

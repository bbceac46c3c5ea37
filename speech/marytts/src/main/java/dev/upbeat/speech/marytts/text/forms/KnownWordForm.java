package dev.upbeat.speech.marytts.text.forms;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names with capitals inside that the pronunciation dictionary has: "iPhone", "GIF". */
final class KnownWordForm implements Form {
  private static final Pattern WORD =
      Pattern.compile("[A-Za-z]*[A-Za-z][A-Z][A-Za-z]*(?:'[A-Za-z]+)?(?![A-Za-z0-9&])");

  @Override
  public @Nullable Token read(Cursor cursor) {
    if (Character.isLetterOrDigit(cursor.charAt(cursor.at() - 1))) {
      return null;
    }
    MatchResult match = cursor.match(WORD);
    return match == null || !cursor.isKnown(match.group().replaceFirst("'.*", ""))
        ? null
        : cursor.token(Kind.WORD, match.end(), match.group());
  }
}

package dev.upbeat.speech.marytts.text.forms;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** "1st", "22nd", "1,000th". */
final class OrdinalForm implements Form {
  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,3}(?:,\\d{3}){1,4}|\\d{1,12})(?:st|nd|rd|th|ST|ND|RD|TH)\\b");

  @Override
  public @Nullable Token read(Cursor cursor) {
    MatchResult match = cursor.match(WRITTEN);
    return match == null
        ? null
        : cursor.token(
            Kind.ORDINAL,
            match.end(),
            NumberWords.ordinal(Long.parseLong(match.group(1).replace(",", ""))));
  }
}

package dev.upbeat.speech.marytts.text.forms;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Spans of time in parts, where "m" is no meter: "2h 30m", "1hr 20min", "5m30s", "2h30". */
final class DurationForm implements Form {
  private static final String DAYS = "(?:(\\d{1,3}) ?d(?:ays?)?,? ?(?=\\d+ ?h))?";
  private static final String HOURS = "(\\d{1,3}) ?h(?:rs?|ours?)?\\.?,?";
  private static final Pattern HOURS_MINUTES =
      Pattern.compile(
          DAYS
              + HOURS
              + "(?: ?(\\d{1,2}) ?m(?:ins?|inutes?)?\\b|(\\d{2})\\b(?!\\s?[ap]\\.?m))"
              + "(?:,? ?(\\d{1,2}) ?s(?:ecs?|econds?)?\\b)?");
  private static final Pattern MINUTES_SECONDS =
      Pattern.compile("(\\d{1,3}) ?m(?:ins?)? ?(\\d{1,2}) ?s(?:ecs?)?\\b");

  @Override
  public @Nullable Token read(Cursor cursor) {
    MatchResult withHours = cursor.match(HOURS_MINUTES);
    if (withHours != null) {
      String minutes = withHours.group(3) == null ? withHours.group(4) : withHours.group(3);
      return cursor.token(
          Kind.UNIT,
          withHours.end(),
          join(
              count(withHours.group(1), "day"),
              count(withHours.group(2), "hour"),
              count(minutes, "minute"),
              count(withHours.group(5), "second")));
    }
    MatchResult withSeconds = cursor.match(MINUTES_SECONDS);
    return withSeconds == null
        ? null
        : cursor.token(
            Kind.UNIT,
            withSeconds.end(),
            join(count(withSeconds.group(1), "minute"), count(withSeconds.group(2), "second")));
  }

  private static String count(@Nullable String digits, String unit) {
    if (digits == null) {
      return "";
    }
    long number = Long.parseLong(digits);
    return NumberWords.cardinal(number) + " " + unit + (number == 1 ? "" : "s");
  }

  private static String join(String... parts) {
    return String.join(" ", parts).replaceAll(" +", " ").strip();
  }
}

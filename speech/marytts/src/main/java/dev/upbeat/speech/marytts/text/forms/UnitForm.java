package dev.upbeat.speech.marytts.text.forms;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number and what it counts: "5 km", "-3.5°C", "10-kg", "1.5M people", {@code 5'10"}. */
final class UnitForm implements Form {
  private static final Pattern FEET_AND_INCHES =
      Pattern.compile("(\\d{1,2})(?:'| ?ft\\.? )\\s?(\\d{1,2})(?:\"|''| ?in\\b\\.?)");
  private static final Pattern FEET =
      Pattern.compile("(\\d{1,2})'(?=$| (?:tall|high|long|x)\\b|,|\\.)");
  private static final Pattern INCHES =
      Pattern.compile(
          "(\\d+(?:\\.\\d+)?)\"(?="
              + " (?:screen|display|tv|monitor|wide|tall|thick|long|pipe|x|by|diameter|laptop|pizza)\\b)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern INCH_STOP = Pattern.compile("(?<=\\bin|\\din)\\.(?= [a-z])");
  private static final Pattern TEMPERATURE = Pattern.compile("( ?)([CF])(?![A-Za-z0-9'&+#-])");
  private static final Pattern WARMTH =
      Pattern.compile(
          "it's|outside|temperatures?|degrees|oven|bake|preheat|heat|cool|weather|warm|hot|cold|boils|freezes|high|low");
  private static final Pattern LABEL =
      Pattern.compile(
          "apartment|apt|room|unit|seat|gate|class|section|row|vitamin|grade|level|flat|block|suite");

  @Override
  public @Nullable Token read(Cursor cursor) {
    Token length = length(cursor);
    if (length != null) {
      return length;
    }
    Amount amount = Amount.at(cursor, cursor.at());
    if (amount == null) {
      return null;
    }
    Token temperature = temperature(cursor, amount);
    if (temperature != null) {
      return temperature;
    }
    Amount scaled = amount.withMagnitude(cursor, false);
    Unit unit = Unit.at(cursor, scaled.end());
    if (unit == null || (isGluedCapital(cursor, scaled, unit) && cursor.isNear(LABEL, 1))) {
      return null;
    }
    boolean hyphened = cursor.charAt(scaled.end()) == '-';
    boolean one =
        scaled.isOne()
            || (!unit.one().contains("percent")
                && Attributes.describes(cursor, unit.end(), hyphened));
    String spoken = scaled.spoken() + " " + (one ? unit.one() : unit.several());
    return cursor.token(Kind.UNIT, behindStop(cursor, unit), spoken);
  }

  private static @Nullable Token length(Cursor cursor) {
    MatchResult both = cursor.match(FEET_AND_INCHES);
    if (both != null) {
      return cursor.token(
          Kind.UNIT,
          both.end(),
          count(both.group(1), "foot", "feet") + " " + count(both.group(2), "inch", "inches"));
    }
    MatchResult feet = cursor.charAt(cursor.at() - 1) == '\'' ? null : cursor.match(FEET);
    if (feet != null) {
      return cursor.token(Kind.UNIT, feet.end(), count(feet.group(1), "foot", "feet"));
    }
    MatchResult inches = cursor.match(INCHES);
    Amount amount = inches == null ? null : Amount.at(cursor, cursor.at());
    return inches == null || amount == null
        ? null
        : cursor.token(Kind.UNIT, inches.end(), amount.spoken() + " inch");
  }

  private static String count(String digits, String one, String several) {
    return NumberWords.cardinal(digits) + " " + (digits.equals("1") ? one : several);
  }

  /** "20C" is warm, "20 C" only where warmth is spoken of; "seat 27C" isn't. */
  private static @Nullable Token temperature(Cursor cursor, Amount amount) {
    MatchResult match = cursor.match(TEMPERATURE, amount.end());
    boolean spaced = match != null && !match.group(1).isEmpty();
    if (match == null || (spaced ? !cursor.isNear(WARMTH, 8) : cursor.isNear(LABEL, 1))) {
      return null;
    }
    String scale = match.group(2).equals("C") ? " Celsius" : " Fahrenheit";
    return cursor.token(
        Kind.UNIT,
        match.end(),
        amount.spoken() + (amount.isOne() ? " degree" : " degrees") + scale);
  }

  private static boolean isGluedCapital(Cursor cursor, Amount amount, Unit unit) {
    return unit.end() == amount.end() + 1 && Character.isUpperCase(cursor.charAt(amount.end()));
  }

  /** "2 tbsp. of", "5 min. later": the stop goes with the abbreviation. */
  private static int behindStop(Cursor cursor, Unit unit) {
    if (cursor.match(INCH_STOP, unit.end()) != null) {
      return unit.end() + 1;
    }
    return Character.isLetter(cursor.charAt(unit.end() - 1))
        ? cursor.behindStop(unit.end())
        : unit.end();
  }
}

package dev.upbeat.speech.marytts.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** Money, measures, ordinals, fractions, ranges, plain numbers. */
final class QuantityForms {
  /** Digits, perhaps in groups of three, perhaps with decimals. */
  private static final String NUMBER = "(\\d{1,3}(?:,\\d{3}){1,12}|\\d+)(?:\\.(\\d+))?";

  private static final String MAGNITUDE = "(?:\\s?(thousand|million|billion|trillion|bn|k|m)\\b)?";

  private static final Map<String, String> CURRENCIES =
      Map.of("$", "dollar", "€", "euro", "£", "pound", "¥", "yen");

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("km", "kilometer"),
          Map.entry("m", "meter"),
          Map.entry("cm", "centimeter"),
          Map.entry("mm", "millimeter"),
          Map.entry("kg", "kilogram"),
          Map.entry("g", "gram"),
          Map.entry("mg", "milligram"),
          Map.entry("lb", "pound"),
          Map.entry("lbs", "pound"),
          Map.entry("oz", "ounce"),
          Map.entry("mi", "mile"),
          Map.entry("ft", "foot"),
          Map.entry("km/h", "kilometer per hour"),
          Map.entry("kph", "kilometer per hour"),
          Map.entry("mph", "mile per hour"),
          Map.entry("m/s", "meter per second"),
          Map.entry("kwh", "kilowatt hour"),
          Map.entry("kw", "kilowatt"),
          Map.entry("w", "watt"),
          Map.entry("gb", "gigabyte"),
          Map.entry("mb", "megabyte"),
          Map.entry("tb", "terabyte"),
          Map.entry("kb", "kilobyte"),
          Map.entry("hz", "hertz"),
          Map.entry("khz", "kilohertz"),
          Map.entry("mhz", "megahertz"),
          Map.entry("ghz", "gigahertz"),
          Map.entry("ms", "millisecond"),
          Map.entry("min", "minute"),
          Map.entry("hrs", "hour"),
          Map.entry("l", "liter"),
          Map.entry("ml", "milliliter"),
          Map.entry("v", "volt"),
          Map.entry("%", "percent"),
          Map.entry("°c", "degree Celsius"),
          Map.entry("°f", "degree Fahrenheit"),
          Map.entry("° c", "degree Celsius"),
          Map.entry("° f", "degree Fahrenheit"),
          Map.entry("°", "degree"));

  private static final String UNIT =
      "(km/h|m/s|kwh|kph|mph|khz|mhz|ghz|lbs|hrs|min|km|cm|mm|kg|mg|lb|oz|mi|ft|kw|gb|mb|tb|kb|hz|ms"
          + "|ml|m|g|l|w|v)(?![\\w'/])|(°\\s?[cf]\\b|°|%)";

  static final List<Rule> RULES =
      List.of(
          Rule.of("\\+?\\b\\d{1,4}(?:[- .]\\d{2,4}){2,4}\\b", match -> digits(match.group())),
          Rule.of(
              "([$€£¥])\\s?" + NUMBER + MAGNITUDE,
              match -> money(match.group(1), match.group(2), match.group(3), match.group(4))),
          Rule.of(
              "\\b" + NUMBER + MAGNITUDE + "\\s?([€£¥])",
              match -> money(match.group(4), match.group(1), match.group(2), match.group(3))),
          Rule.of("(?<![\\w.,])[-−](?=[\\d.])", match -> " minus "),
          Rule.of("~\\s?(?=\\d)", match -> "about "),
          Rule.of("#\\s?(?=\\d)", match -> "number "),
          Rule.of("(?<=\\d)\\s?[x*]\\s?(?=\\d)", match -> " times "),
          Rule.of("(?<=\\d)\\s?-\\s?(?=\\d+\\s?=)", match -> " minus "),
          Rule.of("(?<=\\d)\\s?[-–—]\\s?(?=[$€£¥]?\\d)", match -> " to "),
          Rule.of("\\b(\\d{1,4})(?:st|nd|rd|th)\\b", match -> ordinal(match.group(1))),
          Rule.of("\\b(\\d{1,3}) (\\d{1,2})/(\\d{1,2})(?![\\d/])", QuantityForms::mixedFraction),
          Rule.of("(?<![\\d/])(\\d{1,2})/(\\d{1,3})(?![\\d/])", QuantityForms::fraction),
          Rule.of("\\b" + NUMBER + "\\s?(?:" + UNIT + ")", QuantityForms::measure),
          Rule.of(
              "\\b(?:v|version )(\\d+(?:\\.\\d+){1,8})\\b", match -> "version " + dotted(match)),
          Rule.of("\\b(\\d+(?:\\.\\d+){2,8})\\b", QuantityForms::dotted),
          Rule.of("(?<=[a-z])-?(?=\\d)|(?<=\\d)-?(?=[a-z])", match -> " "),
          Rule.of(
              "(?<![\\d.])\\.(\\d+)", match -> "point " + NumberWords.digitByDigit(match.group(1))),
          Rule.of(NUMBER, match -> number(match.group(1), match.group(2))),
          // Two numbers that touched a sign must not grow together.
          Rule.of("(?<=[a-z]) {2,}(?=[a-z])", match -> " "));

  private QuantityForms() {}

  private static String number(String whole, @Nullable String fraction) {
    String digits = whole.replace(",", "");
    return " "
        + (fraction == null ? NumberWords.cardinal(digits) : NumberWords.decimal(digits, fraction))
        + " ";
  }

  private static String digits(String written) {
    StringBuilder spoken = new StringBuilder();
    for (String group : written.split("\\D+")) {
      if (!group.isEmpty()) {
        spoken.append(spoken.isEmpty() ? "" : ", ").append(NumberWords.digitByDigit(group));
      }
    }
    return written.startsWith("+") ? "plus " + spoken : spoken.toString();
  }

  private static String dotted(MatchResult match) {
    StringBuilder spoken = new StringBuilder();
    for (String part : match.group(1).split("\\.")) {
      spoken.append(spoken.isEmpty() ? "" : " point ").append(NumberWords.cardinal(part));
    }
    return spoken.toString();
  }

  private static String ordinal(String digits) {
    return NumberWords.ordinal(Long.parseLong(digits));
  }

  private static String money(
      String sign, String whole, @Nullable String fraction, @Nullable String magnitude) {
    String unit = CURRENCIES.getOrDefault(sign, "");
    String digits = whole.replace(",", "");
    if (magnitude != null) {
      return number(whole, fraction).strip() + " " + magnitudeWord(magnitude) + " " + plural(unit);
    }
    String main = NumberWords.cardinal(digits) + " " + (digits.equals("1") ? unit : plural(unit));
    if (fraction == null || fraction.matches("0+")) {
      return main;
    }
    if (fraction.length() != 2 || unit.equals("yen")) {
      return NumberWords.decimal(digits, fraction) + " " + plural(unit);
    }
    long cents = Long.parseLong(fraction);
    String small = unit.equals("pound") ? "pence" : cents == 1 ? "cent" : "cents";
    return main + " and " + NumberWords.cardinal(cents) + " " + small;
  }

  private static String magnitudeWord(String written) {
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "k" -> "thousand";
      case "m" -> "million";
      case "bn" -> "billion";
      default -> written;
    };
  }

  private static String measure(MatchResult match) {
    String sign = match.group(3) == null ? match.group(4) : match.group(3);
    String unit = UNITS.getOrDefault(sign.toLowerCase(Locale.ROOT), sign);
    boolean one = match.group(1).equals("1") && match.group(2) == null;
    return number(match.group(1), match.group(2)).strip() + " " + (one ? unit : plural(unit)) + " ";
  }

  /** The plural of a unit: its first word's. */
  private static String plural(String unit) {
    int end = unit.indexOf(' ') < 0 ? unit.length() : unit.indexOf(' ');
    String first = unit.substring(0, end);
    String rest = unit.substring(end);
    return switch (first) {
      case "yen", "percent", "hertz", "kilohertz", "megahertz", "gigahertz" -> unit;
      case "foot" -> "feet" + rest;
      case "kilowatt" -> rest.isEmpty() ? "kilowatts" : unit + "s";
      default -> first + "s" + rest;
    };
  }

  private static String mixedFraction(MatchResult match) {
    long numerator = Long.parseLong(match.group(2));
    String fraction = fractionWords(numerator, Long.parseLong(match.group(3)));
    return NumberWords.cardinal(match.group(1))
        + " and "
        + (numerator == 1 ? "a" + fraction.substring(3) : fraction);
  }

  private static String fraction(MatchResult match) {
    return fractionWords(Long.parseLong(match.group(1)), Long.parseLong(match.group(2)));
  }

  private static String fractionWords(long numerator, long denominator) {
    return denominator < 2
        ? NumberWords.cardinal(numerator) + " over " + NumberWords.cardinal(denominator)
        : NumberWords.cardinal(numerator) + " " + NumberWords.denominator(numerator, denominator);
  }
}

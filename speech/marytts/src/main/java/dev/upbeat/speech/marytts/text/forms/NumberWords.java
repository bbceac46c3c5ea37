package dev.upbeat.speech.marytts.text.forms;

import java.util.List;

/** Numbers as English words: cardinals, ordinals, years, decimals, digit by digit. */
final class NumberWords {
  private static final List<String> SMALL =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");
  private static final List<String> TENS =
      List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
  private static final List<String> THOUSANDS =
      List.of("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion");

  /** A number with more digits is read digit by digit: nobody follows sextillions by ear. */
  private static final int LONGEST_CARDINAL = 18;

  private NumberWords() {}

  /**
   * Reads a whole number; longer than 18 digits, or with a leading zero, digit by digit.
   *
   * @param digits one or more of 0–9
   */
  static String cardinal(String digits) {
    boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0';
    return leadingZero || digits.length() > LONGEST_CARDINAL
        ? digitByDigit(digits)
        : cardinal(Long.parseLong(digits));
  }

  static String cardinal(long number) {
    if (number < 1000) {
      return belowThousand((int) number);
    }
    StringBuilder words = new StringBuilder();
    long divisor = 1;
    int scale = 0;
    while (number / divisor >= 1000) {
      divisor *= 1000;
      scale++;
    }
    for (long rest = number; scale >= 0; rest %= divisor, divisor /= 1000, scale--) {
      int group = (int) (rest / divisor);
      if (group > 0) {
        words.append(belowThousand(group)).append(' ').append(THOUSANDS.get(scale)).append(' ');
      }
      if (divisor == 1) {
        break;
      }
    }
    return words.toString().strip();
  }

  private static String belowThousand(int number) {
    if (number < 100) {
      return belowHundred(number);
    }
    String hundreds = SMALL.get(number / 100) + " hundred";
    return number % 100 == 0 ? hundreds : hundreds + " " + belowHundred(number % 100);
  }

  private static String belowHundred(int number) {
    if (number < 20) {
      return SMALL.get(number);
    }
    String tens = TENS.get(number / 10);
    return number % 10 == 0 ? tens : tens + " " + SMALL.get(number % 10);
  }

  /** As {@code 3.07}: "three point zero seven". */
  static String decimal(String whole, String fraction) {
    return cardinal(whole) + " point " + digitByDigit(fraction);
  }

  static String digitByDigit(String digits) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      words.append(i == 0 ? "" : " ").append(SMALL.get(digits.charAt(i) - '0'));
    }
    return words.toString();
  }

  static String ordinal(long number) {
    String cardinal = cardinal(number);
    int cut = cardinal.lastIndexOf(' ') + 1;
    return cardinal.substring(0, cut) + ordinalOf(cardinal.substring(cut));
  }

  private static String ordinalOf(String word) {
    return switch (word) {
      case "one" -> "first";
      case "two" -> "second";
      case "three" -> "third";
      case "five" -> "fifth";
      case "eight" -> "eighth";
      case "nine" -> "ninth";
      case "twelve" -> "twelfth";
      default -> word.endsWith("y") ? word.substring(0, word.length() - 1) + "ieth" : word + "th";
    };
  }

  /** A year as one says it: "nineteen oh five", "two thousand one", "twenty twenty six". */
  static String year(int year) {
    int century = year / 100;
    int rest = year % 100;
    if (year < 1000 || year > 2999 || (century % 10 == 0 && rest < 10)) {
      return cardinal(year);
    }
    if (rest == 0) {
      return cardinal(century) + " hundred";
    }
    return cardinal(century) + (rest < 10 ? " oh " : " ") + cardinal(rest);
  }

  /** A denominator: "half", "quarters", "twenty fifths". */
  static String denominator(long numerator, long denominator) {
    boolean plural = numerator != 1;
    if (denominator == 2) {
      return plural ? "halves" : "half";
    }
    String one = denominator == 4 ? "quarter" : ordinal(denominator);
    return plural ? one + "s" : one;
  }
}

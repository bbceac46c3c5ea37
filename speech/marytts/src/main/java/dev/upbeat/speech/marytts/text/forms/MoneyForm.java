package dev.upbeat.speech.marytts.text.forms;

import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sums: "$5", "-US$20", "$5–10 million", "20 €", "EUR 5", "50¢", "$5/month". */
final class MoneyForm implements Form {
  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("$", "dollar"),
          Map.entry("€", "euro"),
          Map.entry("£", "pound"),
          Map.entry("¥", "yen"),
          Map.entry("₹", "rupee"),
          Map.entry("₩", "won"),
          Map.entry("₽", "ruble"),
          Map.entry("₿", "bitcoin"),
          Map.entry("₺", "lira"),
          Map.entry("₪", "shekel"),
          Map.entry("¢", "cent"),
          Map.entry("USD", "US dollar"),
          Map.entry("EUR", "euro"),
          Map.entry("GBP", "British pound"),
          Map.entry("JPY", "Japanese yen"),
          Map.entry("CHF", "Swiss franc"),
          Map.entry("CAD", "Canadian dollar"),
          Map.entry("AUD", "Australian dollar"),
          Map.entry("NZD", "New Zealand dollar"),
          Map.entry("HKD", "Hong Kong dollar"),
          Map.entry("INR", "Indian rupee"),
          Map.entry("CNY", "Chinese yuan"),
          Map.entry("RMB", "Chinese yuan"),
          Map.entry("BTC", "bitcoin"),
          Map.entry("Rs", "rupee"),
          Map.entry("US$", "US dollar"),
          Map.entry("C$", "Canadian dollar"),
          Map.entry("CA$", "Canadian dollar"),
          Map.entry("A$", "Australian dollar"),
          Map.entry("AU$", "Australian dollar"),
          Map.entry("NZ$", "New Zealand dollar"),
          Map.entry("HK$", "Hong Kong dollar"),
          Map.entry("S$", "Singapore dollar"),
          Map.entry("R$", "Brazilian real"));
  private static final String CODE = "USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|HKD|INR|CNY|RMB|BTC";
  private static final Pattern BEFORE =
      Pattern.compile(
          "([-−–+±~])?((?:US|CA|C|AU|A|NZ|HK|S|R)?\\$|[€£¥₹₩₽₿₺₪]|(?:"
              + CODE
              + "|Rs\\.?)(?= ?\\d))"
              + " ?(?=[-−–]?\\.?\\d)");
  private static final Pattern AFTER =
      Pattern.compile(" ?([€£¥₹₩₽₿₺₪¢]|(?:" + CODE + ")\\b)|(\\$)(?!\\d)");
  private static final Pattern RANGE = Pattern.compile(" ?[-–—] ?(?=\\d)(?!\\d+ ?-)");

  @Override
  public @Nullable Token read(Cursor cursor) {
    MatchResult sign = cursor.match(BEFORE);
    return sign == null || (sign.group(1) != null && isHyphen(cursor))
        ? after(cursor)
        : before(cursor, sign);
  }

  private static boolean isHyphen(Cursor cursor) {
    char before = cursor.charAt(cursor.at() - 1);
    return Character.isLetterOrDigit(before) || before == '%' || before == '.';
  }

  private static @Nullable Token before(Cursor cursor, MatchResult sign) {
    Amount amount = Amount.at(cursor, sign.end());
    if (amount == null) {
      return null;
    }
    Amount first = amount.withMagnitude(cursor, true);
    String currency = SIGNS.getOrDefault(sign.group(2).replace(".", ""), "dollar");
    String minus = sign.group(1) == null ? "" : signWord(sign.group(1));
    MatchResult range = cursor.match(RANGE, first.end());
    Amount more = range == null ? null : Amount.at(cursor, range.end());
    if (more != null) {
      Amount last = more.withMagnitude(cursor, true);
      return cursor.token(
          Kind.MONEY, last.end(), minus + first.spoken() + " to " + sum(cursor, last, currency));
    }
    return priced(cursor, first.end(), minus + sum(cursor, first, currency));
  }

  private static @Nullable Token after(Cursor cursor) {
    Amount amount = Amount.at(cursor, cursor.at());
    if (amount == null) {
      return null;
    }
    Amount scaled = amount.withMagnitude(cursor, false);
    MatchResult sign = cursor.match(AFTER, scaled.end());
    if (sign == null) {
      return null;
    }
    String currency =
        SIGNS.getOrDefault(sign.group(1) == null ? sign.group(2) : sign.group(1), "dollar");
    Amount behind =
        new Amount(
            scaled.sign(), scaled.whole(), scaled.fraction(), scaled.magnitude(), sign.end());
    return priced(cursor, sign.end(), sum(cursor, behind, currency));
  }

  /** "a month" behind "/month". */
  private static Token priced(Cursor cursor, int end, String sum) {
    Unit per = Unit.per(cursor, end);
    return per == null
        ? cursor.token(Kind.MONEY, end, sum)
        : cursor.token(Kind.MONEY, per.end(), sum + " " + per.one());
  }

  private static String sum(Cursor cursor, Amount amount, String currency) {
    String fraction = amount.fraction();
    boolean cents =
        amount.magnitude() == null
            && fraction != null
            && fraction.length() == 2
            && !currency.endsWith("yen")
            && !currency.equals("bitcoin");
    if (!cents) {
      boolean one = amount.isOne() || Attributes.describes(cursor, amount.end(), false);
      return amount.spoken() + " " + (one ? currency : several(currency));
    }
    long small = Long.parseLong(fraction);
    String coins = NumberWords.cardinal(small) + " " + coin(currency, small == 1);
    String whole = amount.whole();
    if (whole.isEmpty() || whole.equals("0")) {
      return amount.sign() + coins;
    }
    String main =
        amount.sign()
            + NumberWords.cardinal(whole)
            + " "
            + (whole.equals("1") ? currency : several(currency));
    return small == 0 ? main : main + " and " + coins;
  }

  private static String coin(String currency, boolean one) {
    if (currency.endsWith("pound")) {
      return one ? "penny" : "pence";
    }
    String coin =
        currency.endsWith("rupee") ? "paisa" : currency.endsWith("ruble") ? "kopek" : "cent";
    return one || coin.equals("paisa") ? coin : coin + "s";
  }

  private static String several(String currency) {
    return switch (currency.substring(currency.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT)) {
      case "yen", "won", "yuan", "bitcoin", "lira" -> currency;
      case "real" -> currency.replace("real", "reais");
      default -> currency + "s";
    };
  }

  private static String signWord(String sign) {
    return switch (sign) {
      case "+" -> "plus ";
      case "±" -> "plus or minus ";
      case "~" -> "about ";
      default -> "minus ";
    };
  }
}

package dev.upbeat.speech.marytts.text.forms;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Signs that are said: "#1", "&", "5 * 3", "x^2", "<=", "C++", and "_" that isn't. */
final class SymbolForm implements Form {
  private static final Map<String, String> SAID =
      Map.ofEntries(
          Map.entry("&", "and"),
          Map.entry("±", "plus or minus"),
          Map.entry("×", "times"),
          Map.entry("÷", "divided by"),
          Map.entry("≤", "at most"),
          Map.entry("≥", "at least"),
          Map.entry("≠", "is not equal to"),
          Map.entry("≈", "about"),
          Map.entry("√", "the square root of"),
          Map.entry("∞", "infinity"),
          Map.entry("∑", "the sum of"),
          Map.entry("∆", "delta"),
          Map.entry("%", "percent"),
          Map.entry("‰", "per mille"),
          Map.entry("°", "degrees"),
          Map.entry("€", "euros"),
          Map.entry("£", "pounds"),
          Map.entry("¥", "yen"),
          Map.entry("₹", "rupees"),
          Map.entry("$", "dollars"),
          Map.entry("¢", "cents"),
          Map.entry("§", "section"),
          Map.entry("@", "at"),
          Map.entry("Ω", "ohms"),
          Map.entry("μ", "micro"));
  private static final Pattern COMPARISON = Pattern.compile("(<=|>=|!=|==|<|>)(?=\\s?[\\w$€£.-])");
  private static final Map<String, String> COMPARED =
      Map.of(
          "<",
          "less than",
          ">",
          "greater than",
          "<=",
          "at most",
          ">=",
          "at least",
          "!=",
          "not equal to",
          "==",
          "equals");
  private static final Pattern POWER = Pattern.compile("\\^\\(?([-−–]?)(\\d+|[a-z])\\b\\)?");
  private static final Pattern NUMBER_SIGN = Pattern.compile("#\\s?(?=\\d)");
  private static final Pattern STAR = Pattern.compile("\\*\\s?(?=[\\w(.-])");
  private static final Pattern TWO_STARS = Pattern.compile("\\*\\*(?=\\s?\\d)");
  private static final Pattern APPROXIMATELY = Pattern.compile("~\\s?(?=[\\w$€£])");
  private static final Pattern SLASH = Pattern.compile("/\\s(?=[\\d(])|/(?=\\()");
  private static final Pattern EQUALS = Pattern.compile("=\\s?(?=[\\w($-])");

  @Override
  public @Nullable Token read(Cursor cursor) {
    char c = cursor.current();
    char before = cursor.charAt(cursor.at() - 1);
    Token last = cursor.previous();
    boolean operand = last != null && last.kind() != Kind.MARK;
    MatchResult power = cursor.match(POWER);
    if (power != null && operand) {
      return cursor.token(Kind.SYMBOL, power.end(), power(power.group(1), power.group(2)));
    }
    MatchResult compared = cursor.match(COMPARISON);
    if (compared != null) {
      String word = COMPARED.getOrDefault(compared.group(1), "");
      boolean is = operand && !word.startsWith("at ") && !word.equals("equals");
      return cursor.token(
          Kind.SYMBOL, compared.end(), (is ? "is " : "") + (is || operand ? word : more(word)));
    }
    if (c == '#') {
      MatchResult sign = cursor.match(NUMBER_SIGN);
      boolean sharp = Character.isUpperCase(before) && cursor.wordBefore().length() == 1;
      return sign != null && (before == ' ' || "([-–/".indexOf(before) >= 0)
          ? cursor.token(Kind.SYMBOL, sign.end(), "number")
          : cursor.token(Kind.SYMBOL, cursor.at() + 1, sharp ? "sharp" : "");
    }
    if (c == '+') {
      boolean counted = operand || Character.isLetterOrDigit(cursor.charAt(cursor.at() + 1));
      return cursor.token(Kind.SYMBOL, cursor.at() + 1, counted ? "plus" : "");
    }
    if (c == '*') {
      MatchResult powered = cursor.match(TWO_STARS);
      if (powered != null && operand) {
        return cursor.token(Kind.SYMBOL, powered.end(), "to the power of");
      }
      boolean times =
          operand
              && cursor.match(STAR) != null
              && (before == ' ' || Character.isLetterOrDigit(before) || before == ')');
      return cursor.token(Kind.SYMBOL, cursor.at() + 1, times ? "times" : "");
    }
    if (c == '~' && cursor.match(APPROXIMATELY) != null) {
      boolean said = cursor.lowerWordBefore().equals("about");
      return cursor.token(Kind.SYMBOL, cursor.at() + 1, said ? "" : "about");
    }
    if (c == '=' && operand && cursor.match(EQUALS) != null) {
      return cursor.token(Kind.SYMBOL, cursor.at() + 1, "equals");
    }
    if (c == '/' && operand && cursor.match(SLASH) != null) {
      return cursor.token(Kind.SYMBOL, cursor.at() + 1, "divided by");
    }
    String said = SAID.get(String.valueOf(c));
    return said == null ? null : cursor.token(Kind.SYMBOL, cursor.at() + 1, said);
  }

  private static String more(String word) {
    return word.equals("greater than") ? "more than" : word;
  }

  private static String power(String minus, String exponent) {
    String sign = minus.isEmpty() ? "" : "minus ";
    if (sign.isEmpty() && exponent.equals("2")) {
      return "squared";
    }
    if (sign.isEmpty() && exponent.equals("3")) {
      return "cubed";
    }
    boolean digits = Character.isDigit(exponent.charAt(0));
    return "to the power of " + sign + (digits ? NumberWords.cardinal(exponent) : exponent);
  }
}

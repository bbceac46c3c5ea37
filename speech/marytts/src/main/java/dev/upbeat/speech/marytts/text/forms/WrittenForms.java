package dev.upbeat.speech.marytts.text.forms;

import java.util.List;
import java.util.function.Predicate;

/**
 * The one place where written English becomes spoken words: "Louis XIV paid $5–10 on 4/5/24" to
 * "Louis the fourteenth paid five to ten dollars on April fifth, twenty twenty four". Expects text
 * without markup, in ASCII and a few signs. Pure functions.
 */
public final class WrittenForms {
  private static final Form ADDRESS = new AddressForm();
  private static final Form DATE = new DateForm();
  private static final Form CODE = new CodeForm();
  private static final Form SLASH = new SlashForm();
  private static final Form MONEY = new MoneyForm();
  private static final Form UNIT = new UnitForm();
  private static final Form NUMBER = new NumberForm();
  private static final Form PHONE = new PhoneForm();

  /**
   * By how a form begins; the first that knows it reads it, so what is more special comes first.
   */
  private static final List<Form> BEGUN_BY_DIGIT =
      List.of(
          ADDRESS,
          PHONE,
          DATE,
          new TimeForm(),
          new DurationForm(),
          CODE,
          SLASH,
          MONEY,
          UNIT,
          new OrdinalForm(),
          NUMBER);

  private static final List<Form> BEGUN_BY_LETTER =
      List.of(
          ADDRESS,
          DATE,
          CODE,
          SLASH,
          MONEY,
          new KnownWordForm(),
          new AbbreviationForm(),
          new RomanForm(),
          new AcronymForm(),
          new WordForm());

  private static final List<Form> BEGUN_BY_SIGN =
      List.of(
          ADDRESS,
          PHONE,
          DATE,
          SLASH,
          MONEY,
          UNIT,
          NUMBER,
          new DashForm(),
          new SymbolForm(),
          new MarkForm());

  private WrittenForms() {}

  /**
   * The tokens of a text, in order.
   *
   * @param known words that are neither spelled nor taken apart: "iPhone", "YouTube"
   */
  public static List<Token> read(String text, Predicate<String> known) {
    Cursor cursor = new Cursor(Shouting.lowered(text), known);
    while (!cursor.atEnd()) {
      if (Character.isWhitespace(cursor.current()) || !readOne(cursor)) {
        cursor.skip();
      }
    }
    return cursor.tokens();
  }

  private static boolean readOne(Cursor cursor) {
    for (Form form : forms(cursor.current())) {
      Token token = form.read(cursor);
      if (token != null) {
        cursor.take(token);
        return true;
      }
    }
    return false;
  }

  private static List<Form> forms(char first) {
    return Character.isDigit(first)
        ? BEGUN_BY_DIGIT
        : Character.isLetter(first) && first != 'μ' && first != 'Ω'
            ? BEGUN_BY_LETTER
            : BEGUN_BY_SIGN;
  }
}

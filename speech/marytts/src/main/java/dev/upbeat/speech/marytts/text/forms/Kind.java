package dev.upbeat.speech.marytts.text.forms;

/** What a written form is. */
public enum Kind {
  NUMBER,
  ORDINAL,
  FRACTION,
  TIME,
  DATE,
  MONEY,
  UNIT,
  PHONE,
  /** Versions, room and flight numbers, addresses of machines. */
  CODE,
  /** On the web, or of mail. */
  ADDRESS,
  ABBREVIATION,
  ACRONYM,
  ROMAN,
  SYMBOL,
  WORD,
  /** A stop or a pause; its spoken form is one of {@code . ? ! , ; :}. */
  MARK
}

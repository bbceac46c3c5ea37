package dev.upbeat.speech.marytts.text.forms;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberWordsTest {
  @ParameterizedTest
  @CsvSource({
    "0, zero",
    "13, thirteen",
    "40, forty",
    "85, eighty five",
    "100, one hundred",
    "1000, one thousand",
    "10007, ten thousand seven",
    "1000000, one million",
    "2000300, two million three hundred",
    "999999999999999999, nine hundred ninety nine quadrillion nine hundred ninety nine trillion"
        + " nine hundred ninety nine billion nine hundred ninety nine million nine hundred ninety"
        + " nine thousand nine hundred ninety nine",
    "007, zero zero seven",
    "1000000000000000000000, one zero zero zero zero zero zero zero zero zero zero zero zero zero"
        + " zero zero zero zero zero zero zero zero",
  })
  void readsCardinals(String digits, String words) {
    assertThat(NumberWords.cardinal(digits)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "1, first",
    "2, second",
    "12, twelfth",
    "20, twentieth",
    "21, twenty first",
    "100, one hundredth",
    "105, one hundred fifth"
  })
  void readsOrdinals(long number, String words) {
    assertThat(NumberWords.ordinal(number)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "1066, ten sixty six",
    "1500, fifteen hundred",
    "1905, nineteen oh five",
    "2000, two thousand",
    "2005, two thousand five",
    "2026, twenty twenty six",
    "3001, three thousand one"
  })
  void readsYears(int year, String words) {
    assertThat(NumberWords.year(year)).isEqualTo(words);
  }

  @Property(tries = 200)
  void readsEveryNumber(@ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long number) {
    assertThat(NumberWords.cardinal(number)).matches("[a-z]+( [a-z]+)*");
  }
}

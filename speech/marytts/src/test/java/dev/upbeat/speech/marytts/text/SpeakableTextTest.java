package dev.upbeat.speech.marytts.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakableTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          The capital of Peru is > The capital of Peru is
          Dr. Smith met Mr. Jones. > Doctor Smith met Mister Jones .
          He lives in the U.S. now. > He lives in the US now .
          J. K. Rowling lives in the U.K. > J K Rowling lives in the UK .
          cats, dogs, etc. The end. > cats , dogs , et cetera . | The end .
          e.g. tea, i.e. leaves > for example , tea , that is , leaves
          approx. 5 km away > approximately five kilometers away
          See fig. 3 and p. 12. > See figure three and page twelve .
          It's John's, don't touch! > It's John's , don't touch !
          "How are you?" she said. > How are you , she said .
          (Really) [yes] {no} > Really , yes , no ,
          Wait... what?! No!!! > Wait , what ? | No !
          Well... Then go. > Well . | Then go .
          One. Two? Three! > One . | Two ? | Three !
          I paid $12.50. > I paid twelve dollars and fifty cents .
          $1 or $1.01 > one dollar or one dollar and one cent
          €5 million, £3.20, ¥500 > five million euros , three pounds and twenty pence , five hundred yen
          20 € and 1,234.5 > twenty euros and one thousand two hundred thirty four point five
          $5k and $2bn > five thousand dollars and two billion dollars
          15% of 3.14 > fifteen percent of three point one four
          20°C is 68 °F > twenty degrees Celsius is sixty eight degrees Fahrenheit
          1 kg, 6 ft, 100 km/h, 2 GB > one kilogram , six feet , one hundred kilometers per hour , two gigabytes
          at 3:05 p.m. or 15:30 > at three oh five PM or fifteen thirty
          at 12:00. Next. > at twelve o'clock . | Next .
          on Nov. 23, 2026 > on November twenty third , twenty twenty six
          2026-01-02 and 12/25/2020 > January second , twenty twenty six and December twenty fifth , twenty twenty
          31/12/1999 > December thirty first , nineteen ninety nine
          in 1998, from 1939–1945 > in nineteen ninety eight , from nineteen thirty nine to nineteen forty five
          the 1990s and '80s > the nineteen nineties and eighties
          10-20 people > ten to twenty people
          the 21st and 1/2 of 3 1/2 > the twenty first and one half of three and a half
          2½ cups > two and a half cups
          2 + 2 = 4; 5 x 3 > two plus two equals four ; five times three
          3-2=1 > three minus two equals one
          It is -5 outside > It is minus five outside
          RAM. 2 sticks. > RAM . | two sticks .
          H2O, COVID-19, MP3 > H two O , COVID nineteen , MP three
          call +1 555-123-4567 now > call plus one , five five five , one two three , four five six seven now
          AT&T and/or R&D > AT and T and or R and D
          see https://www.example.com/a/b?c=d. Bye > see example dot com . | Bye
          mail me.too@foo-bar.org! > mail me dot too at foo dash bar dot org !
          **Bold**, _it_, `code`, [link](http://x.y/z) > Bold , it , code , link
          naïve café, Ærø, Łódź > naive cafe , Aero , Lodz
          5 × 3 ≥ 2 → done > five times three at least two , done
          你好 world 😀 Привет > world
          IT IS ALL SHOUTED NOW > it is all shouted now
          NASA and the FBI > NASA and the FBI
          v1.2.3 and 192.168.1.10 > version one point two point three and one hundred ninety two point one hundred sixty eight point one point ten
          , and so on > and so on
          the end— > the end ,
          """)
  void writesOutAsOneWouldSayIt(String written, String spoken) {
    assertThat(spoken(written)).isEqualTo(spoken);
  }

  @Test
  void dropsMarkup() {
    assertThat(spoken("<p>so <b>bold</b> &amp; more<br/></p>")).isEqualTo("so bold and more");
  }

  @Test
  void readsListsAndHeadingsAsSentences() {
    assertThat(spoken("# Steps\n\n1. Boil it\n2. Eat it\n\n- one\n- two"))
        .isEqualTo("Steps . | one . | Boil it . | two . | Eat it ; one ; two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\t",
        "...",
        "?!",
        "😀😀",
        "你好",
        "\u0000\u0001\u200b",
        "\"'\"",
        "—",
        "()",
        "```\ncode\n```"
      })
  void findsNothingToSay(String text) {
    assertThat(SpeakableText.sentences(text)).isEmpty();
  }

  @Property(tries = 1000)
  void makesSpeakableTokensOfAnything(@ForAll @StringLength(max = 80) String text) {
    assertSpeakable(text);
  }

  @Property(tries = 1000)
  void makesSpeakableTokensOfSignsAndNumbers(
      @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') String text) {
    assertSpeakable(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "1", "1 ", "1-", "*", "_a ", "[a](", "1.", "a.a@", "$1,", "A. ", "<a", "`", "|", "1/",
        "\n"
      })
  void isNotTrappedByRepetition(String piece) {
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () -> SpeakableText.sentences(piece.repeat(20_000 / piece.length())));
  }

  @Test
  void refusesASentenceThatBeginsWithAMark() {
    assertThatThrownBy(() -> new Sentence(List.of(",", "so")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertSpeakable(String text) {
    for (Sentence sentence : SpeakableText.sentences(text)) {
      assertThat(sentence.tokens())
          .allMatch(token -> token.matches("[A-Za-z][A-Za-z']{0,39}|[,;:.?!]|'[A-Za-z']{0,39}"));
    }
  }

  private static String spoken(String text) {
    return SpeakableText.sentences(text).stream()
        .map(sentence -> String.join(" ", sentence.tokens()))
        .collect(Collectors.joining(" | "));
  }
}

package dev.upbeat.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceEndsTest {
  /** A bar stands where a sentence ends; none does at the end of the line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // Ordinary ends.
        "It rains.| It pours!| Does it?| Yes",
        "It was 1990.| Then came 3.5 more.| See example.com.| Done",
        "it is good.| it is cheap",
        "He said \"go.\"| Then he went",
        "(It rained.)| We left",
        "I and I.| You too",
        "She came in.| He sat.| Mary left.| The sun.| Bob art.| We",
        "What?!| No!!!| Go",
        "我吃。|你好！|嗎",
        // Titles.
        "Gen. Lee met Lt. Dan, Sgt. Pepper, Capt. Kirk and Col. Mustard.| They",
        "Dr. J. R. R. Smith and Mrs. Jones of Mt. Rainier.| All",
        "I saw the Dr.| He said",
        "Dr. No, Dr. Who and Mr. Will Smith",
        "Sen. Warren and Gov. Brown spoke with Rev. King and Prof. X",
        // Streets, firms, months.
        "It is on Elm St.| Then turn",
        "It is on 5th Ave.| The shop",
        "St. Louis, Elm St. Bridge, Park Ave. South, Sunset Blvd. in the west",
        "Apple Inc. of California and Ford Motor Co. Ltd. of Michigan",
        "He works at Apple Inc.| They pay",
        "on Jan. 5 and Sept. 30 and Fri. the 3rd",
        "It opens in Oct.| In Nov. it closes",
        "Ken Griffey Jr. hit it.| So did Sr. Smith",
        // Measures.
        "Add 2 tbsp. of oil and 3 oz. butter.| Stir",
        "Add 2 tbsp.| Stir well for 5 min.| Serve",
        "Add 2 tbsp.| 3 eggs come next",
        "a 3 in. pipe and a 5-in. nail of 3 in.| Come in.| it said",
        "at least min. 5 and max. 10, est. 1990",
        "tea, milk, etc.| The end",
        "tea, milk, etc.| Cats like it, etc. and so on",
        // Latin.
        "e.g. The Hague, i.e. Holland, cf. Smith vs. Jones, approx. 5",
        "Smith et al. Nature 5 wrote it.| Smith et al.| The",
        // Numbers behind.
        "See No. 5, p. 12, pp. 3-4, Fig. 2, vol. 3, ch. 7 and Nos. 1 and 2",
        "Is it?| No.| We saw a fig.| We ate it",
        "No.| 2 days later it was.| No.| 5% is enough",
        "She is No. 2 in the world.| The No. 2 pencils",
        "I'd say no.| 10 hours is long",
        "No. 1.| The first",
        // Initials and letters.
        "the U.S. Army and the U.S. President of the U.S.| The",
        "He has a Ph.D. from M.I.T. in Boston, D.C. and so on",
        "Eat vitamin C.| Bananas have plan B.| Go to World War I.| It",
        "a George W. Bush and Samuel L. Jackson film",
        // Half days.
        "at 5 p.m. sharp or 9 a.m. Eastern and 9 a.m. Monday",
        "at 5 p.m.| Bring water",
        "from 9 a.m.-5 p.m. daily",
        // Trailing off and quoting.
        "Well... maybe.| Well...| Then",
        "Well… maybe.| Hm…| Then",
        "\"Really?\" she said.| \"Really?\"| She",
        // Lists.
        "Steps:\n1. Boil it.|\n2. Eat it.|\n10. Rest",
      })
  void endsWhereAReaderWouldPause(String marked) {
    String text = marked.replace("|", "");
    assertThat(mark(text)).isEqualTo(marked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          It rains.       | false
          'It rains. '    | true
          'Gen. '         | false
          'Gen. The'      | false
          'Gen. The '     | true
          'Gen. Lee '     | false
          'at 5 p.m. '    | false
          'at 5 p.m. Bri' | false
          'at 5 p.m. It ' | true
          'Well... '      | false
          'It is 3.'      | false
          'It is 3.5'     | false
          'No. 2 '        | false
          'No. 2 day'     | false
          'No. 2 days '   | true
          'Go! '          | true
          """)
  void waitsForWhatItHangsOn(String text, boolean ends) {
    assertThat(SentenceEnds.next(text, 0, false) >= 0).isEqualTo(ends);
  }

  @ParameterizedTest
  @ValueSource(strings = {"It rains.", "He met the Gen.", "at 5 p.m.", "Done!\"", "Hm..."})
  void aTextThatIsOverEndsItsSentence(String text) {
    assertThat(SentenceEnds.next(text, 0, true)).isEqualTo(text.length());
  }

  @Test
  void knowsATextThatLeansOnTheNextOne() {
    assertThat(SentenceEnds.leansOnNext("The best known is Mr. ")).isTrue();
    assertThat(SentenceEnds.leansOnNext("This is e.g.")).isTrue();
    assertThat(SentenceEnds.leansOnNext("It rains.")).isFalse();
    assertThat(SentenceEnds.leansOnNext("")).isFalse();
  }

  @Property(tries = 500)
  void whatIsSureStaysSo(
      @ForAll @StringLength(max = 30) @CharRange(from = ' ', to = '~') String text,
      @ForAll @StringLength(max = 10) @CharRange(from = ' ', to = '~') String more) {
    int end = SentenceEnds.next(text, 0, false);
    if (end >= 0) {
      assertThat(SentenceEnds.next(text + more, 0, false)).isEqualTo(end);
    }
  }

  private static String mark(String text) {
    List<Integer> ends = new ArrayList<>();
    for (int end = SentenceEnds.next(text, 0, true);
        end >= 0 && end < text.length();
        end = SentenceEnds.next(text, end, true)) {
      ends.add(end);
    }
    StringBuilder marked = new StringBuilder(text);
    for (int i = ends.size() - 1; i >= 0; i--) {
      marked.insert(ends.get(i), "|");
    }
    return marked.toString();
  }
}

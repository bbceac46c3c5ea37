package dev.upbeat.server.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeamTrimmerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "The capital of Peru is| Lima.| Lima.",
        "The capital of Peru is|Lima.| Lima.",
        "The capital of Peru is|The capital of Peru is Lima.| Lima.",
        "The capital of Peru is|the capital of peru is: Lima.|: Lima.",
        "The capital of Peru is|is Lima.| Lima.",
        "The capital of Peru is|... Lima.| Lima.",
        "The capital of Peru is|Sure! The capital of Peru is Lima.| Lima.",
        "The capital of Peru is|Of course, it is Lima.| it is Lima.",
        "Good morning, I hope you|'re doing well!|'re doing well!",
        "Good morning, I hope you|you're doing well!|'re doing well!",
        "Okay, one americano|, coming up.|, coming up.",
        "Here's a joke about computers:|: Why?| Why?",
        "Happy to help.|The shop is open.| The shop is open.",
        "To get red wine out, you|You can use salt.| can use salt.",
        "As for the weather,|The sky is clear.| the sky is clear.",
        "The main difference between them is|The main difference between frogs and toads.| frogs"
            + " and toads.",
        "|The capital is Lima.|The capital is Lima.",
        "It is| -5 degrees.| -5 degrees.",
        "It is|–5 degrees.| –5 degrees.",
        "It is| −$5.| −$5.",
        "It is| - five.| five.",
        "It is| .5 percent.| .5 percent.",
        "It is 3|.5 percent.|.5 percent.",
        "Between 5|–10 of them.|–10 of them.",
        "Cats usually purr because|Cats purr because they are happy.| they are happy.",
        "I'm not| sure, but maybe.| sure, but maybe.",
        "Cats purr because|Absolutely! They are happy.| they are happy.",
        "Cats purr because|Sure thing! Here is the continuation: they are happy.| they are happy.",
        "Cats purr because|Assistant: they are happy.| they are happy.",
        "Cats purr because|Here's the rest of the sentence: they are happy.| they are happy.",
      })
  void joins(String prefix, String head, String expected) {
    assertThat(whole(prefix == null ? "" : prefix, head, false)).isEqualTo(expected);
    assertThat(byCharacter(prefix == null ? "" : prefix, head, false)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {"Okay, your timer|s are set.| are set.", "You can get| ting it.| ting it."})
  void dropsWhatWouldChangeAWordAlreadySpoken(String prefix, String head, String expected) {
    assertThat(byCharacter(prefix, head, true)).isEqualTo(expected);
  }

  @Property
  void noWordIsHeardTwiceAtTheSeam(
      @ForAll("sentences") List<String> opener, @ForAll("sentences") List<String> rest) {
    String prefix = String.join(" ", opener);
    String said = byCharacter(prefix, " " + String.join(" ", rest), false);
    Words words = Words.of(said);
    if (words.size() > 0) {
      assertThat(words.text(0)).isNotEqualTo(opener.get(opener.size() - 1));
    }
  }

  @Property
  void aModelThatStartsOverIsCutToWhatIsNew(
      @ForAll("sentences") List<String> opener, @ForAll @IntRange(min = 0, max = 5) int from) {
    String prefix = String.join(" ", opener);
    int start = Math.min(from, opener.size() - 1);
    String head = String.join(" ", opener.subList(start, opener.size())) + " zebra.";
    assertThat(byCharacter(prefix, head, false)).endsWith("zebra.");
    assertThat(Words.of(byCharacter(prefix, opener.size() == start ? head : head, false)).size())
        .isLessThanOrEqualTo(Words.of(head).size());
  }

  @Property
  void piecesOfAnySizeGiveTheSame(
      @ForAll("sentences") List<String> opener,
      @ForAll("sentences") List<String> rest,
      @ForAll @IntRange(min = 1, max = 9) int size) {
    String prefix = String.join(" ", opener);
    String head = " " + String.join(" ", rest) + ".";
    SeamTrimmer trimmer = new SeamTrimmer(prefix, false);
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < head.length(); i += size) {
      said.append(trimmer.accept(head.substring(i, Math.min(head.length(), i + size))));
    }
    assertThat(said.append(trimmer.finish()).toString()).isEqualTo(whole(prefix, head, false));
  }

  /** Few different words, so that repetitions happen. */
  @Provide
  Arbitrary<List<String>> sentences() {
    return Arbitraries.of("a", "be", "cat", "do", "an", "b").list().ofMinSize(1).ofMaxSize(6);
  }

  private static String whole(String prefix, String head, boolean raw) {
    SeamTrimmer trimmer = new SeamTrimmer(prefix, raw);
    return trimmer.accept(head) + trimmer.finish();
  }

  private static String byCharacter(String prefix, String head, boolean raw) {
    SeamTrimmer trimmer = new SeamTrimmer(prefix, raw);
    StringBuilder said = new StringBuilder();
    head.chars().forEach(c -> said.append(trimmer.accept(String.valueOf((char) c))));
    return said.append(trimmer.finish()).toString();
  }
}

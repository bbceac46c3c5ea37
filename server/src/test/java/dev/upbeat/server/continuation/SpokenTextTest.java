package dev.upbeat.server.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTextTest {
  private static final AnswerLength ROOMY = new AnswerLength(500, 500, 50);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "You need| **two** `eggs` and _milk_.| two eggs and milk.",
        "You need|\\n\\n1. Eggs\\n2. Milk\\n3) Flour| Eggs, Milk, Flour.",
        "You need|\\n- eggs\\n* milk| eggs, milk.",
        "It is| sunny 😀☀️!| sunny!",
        "See| [the manual](https://example.org/a_b) [1].| the manual.",
        "The word is| \"gracias\".| gracias.",
        "It is| fine<br/>.| fine.",
        "It is| 3 < 4.| 3 < 4.",
        "It is| 3.14 or so.| 3.14 or so.",
        "I think| As an AI language model, I cannot know.| I cannot know.",
        "Well,| it is late. As an AI, I never sleep.| it is late. I never sleep.",
        "It is| late—very late.| late, very late.",
        "It is| a C# program.| a C# program.",
        "The answer is| forty-two| forty-two.",
        "The answer is| forty-two,| forty-two.",
        "The answer is|\\n\\nforty two.| forty two.",
        "He met| Gen. Lee on Elm St. Then he left.| Gen. Lee on Elm St. Then he left.",
        "Mix| 2 tbsp. of oil, see pp. 3 to 5.| 2 tbsp. of oil, see pp. 3 to 5.",
        "The temperature in Oslo is| -5 degrees.| -5 degrees.",
        "The temperature in Oslo is|- five degrees.| five degrees.",
        "That is| 5 * 3.| 5 * 3.",
        "Here is a loop:|\\n```python\\nx\\n```| the answer is code, and that can't be read aloud.",
        "To do that, you| ~~~\\nx|, well, the answer is code, and that can't be read aloud.",
        "|```\\nx|The answer is code, and that can't be read aloud.",
        "Use this:|\\n```\\nx\\n```\\nIt prints.| it prints.",
      })
  void canBeSpoken(String prefix, String text, String expected) {
    String raw = text.replace("\\n", "\n");
    String said = prefix == null ? "" : prefix;
    assertThat(pass(said, raw, ROOMY, 1)).isEqualTo(expected);
    assertThat(pass(said, raw, ROOMY, 1_000)).isEqualTo(expected);
  }

  @Test
  void endsWithTheSentenceOnceEnoughIsSaid() {
    String text = " one two three four five six. Seven eight nine. Ten eleven.";
    assertThat(pass("I count", text, new AnswerLength(7, 20, 9), 3))
        .isEqualTo(" one two three four five six.");
  }

  @Test
  void dropsASentenceThatWouldBeTooLong() {
    String first = " a b c d e f g h i j k l m.";
    String text = first + " This one goes on and on and on far beyond what anybody wants.";
    assertThat(pass("Now", text, new AnswerLength(15, 18, 9), 3)).isEqualTo(first);
  }

  @Test
  void dropsASentenceThatTheModelDidNotFinish() {
    String first = " a b c d e f g h i j k l m.";
    SpokenText spoken = new SpokenText("Now", false, ROOMY, false);
    String said = spoken.accept(first + " And then the") + spoken.finish(false);
    assertThat(said).isEqualTo(first);
  }

  @Test
  void stopsALoopInsideASentence() {
    String text = " is a young prince, a young prince, a young prince, a young prince, a young";
    assertThat(pass("In Hamlet, there", text, ROOMY, 4)).isEqualTo(" is a young prince.");
  }

  @Test
  void stopsAtARepeatedSentence() {
    String text =
        " because of the way light is scattered by the air up there. Because of the way"
            + " light is scattered by the air up there. More.";
    assertThat(pass("The sky is blue", text, ROOMY, 4))
        .isEqualTo(" because of the way light is scattered by the air up there.");
  }

  @Test
  void doesNotTakeATitleForASentence() {
    String text = " the book of Dr. Watson about J. Smith. He liked it. No more.";
    assertThat(pass("I like", text, new AnswerLength(9, 50, 9), 5))
        .isEqualTo(" the book of Dr. Watson about J. Smith.");
  }

  @Property
  void whateverComesIsPlainText(@ForAll String text) {
    String said = pass("The answer is", text, AnswerLength.usual(), 3);
    assertThat(said).doesNotContain("\n", "`", "  ");
    assertThat(Words.count(said)).isLessThanOrEqualTo(AnswerLength.usual().mostWords() + 16);
  }

  @Property(tries = 300)
  void aNumberKeepsItsSignAtTheSeam(
      @ForAll("prefixes") String prefix,
      @ForAll("minuses") String minus,
      @ForAll("numbers") String number,
      @ForAll boolean blank,
      @ForAll @IntRange(min = 1, max = 4) int size) {
    String text = (blank ? " " : "") + minus + number + " degrees.";
    assertThat(pass(prefix, text, ROOMY, size)).isEqualTo(" " + minus + number + " degrees.");
  }

  @Property
  void theSameHoweverItIsCut(
      @ForAll("prefixes") String prefix, @ForAll("texts") String text, @ForAll("cuts") int size) {
    assertThat(pass(prefix, text, ROOMY, size)).isEqualTo(pass(prefix, text, ROOMY, 100_000));
  }

  @Provide
  Arbitrary<String> prefixes() {
    return Arbitraries.of(
        "The temperature in Oslo is", "It was", "Let me see,", "Cats purr because");
  }

  @Provide
  Arbitrary<String> minuses() {
    return Arbitraries.of("-", "–", "−");
  }

  @Provide
  Arbitrary<String> numbers() {
    return Arbitraries.of("5", "12.5", ".5", "$3", "40");
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(1, 9);
  }

  /** What models write, good and bad, in any order. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "Okay, the user ",
            "<think>",
            "a ",
            "city",
            ". ",
            "\n",
            "- ",
            " -5",
            "*",
            "**",
            "`",
            "```",
            "~~~",
            "<|channel|>",
            "final",
            "<|message|>",
            "<|end|>",
            "Cats purr because ",
            "! ",
            "Gen. ",
            "Lee ",
            "[x]",
            "(http://x.y)",
            "<b>",
            "</b>",
            "&amp;",
            "|",
            "5 ",
            "1. ",
            "Sure! ",
            "…",
            "–",
            "\"",
            "As an AI",
            ", ",
            "I ",
            "# ",
            "_",
            "<",
            "www.x.y/z ",
            "\\")
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  private static String pass(String prefix, String text, AnswerLength length, int size) {
    SpokenText spoken = new SpokenText(prefix, false, length, false);
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < text.length() && !spoken.isFull(); i += size) {
      said.append(spoken.accept(text.substring(i, Math.min(text.length(), i + size))));
    }
    return said.append(spoken.finish(true)).toString();
  }
}

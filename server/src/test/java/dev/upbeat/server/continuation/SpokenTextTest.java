package dev.upbeat.server.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
      })
  void canBeSpoken(String prefix, String text, String expected) {
    String raw = text.replace("\\n", "\n");
    assertThat(pass(prefix, raw, ROOMY, 1)).isEqualTo(expected);
    assertThat(pass(prefix, raw, ROOMY, 1_000)).isEqualTo(expected);
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
    SpokenText spoken = new SpokenText("Now", false, ROOMY);
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
    assertThat(said).doesNotContain("\n", "*", "`", "  ");
    assertThat(Words.count(said)).isLessThanOrEqualTo(AnswerLength.usual().mostWords() + 16);
  }

  private static String pass(String prefix, String text, AnswerLength length, int size) {
    SpokenText spoken = new SpokenText(prefix, false, length);
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < text.length() && !spoken.isFull(); i += size) {
      said.append(spoken.accept(text.substring(i, Math.min(text.length(), i + size))));
    }
    return said.append(spoken.finish(true)).toString();
  }
}

package dev.upbeat.server.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenFormTest {
  private final WrittenForm written = WrittenForm.english();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "what is the capital of peru | What is the capital of Peru?",
        "how do you say thank you in spanish | How do you say thank you in Spanish?",
        "what's the weather going to be like tomorrow in seattle | What's the weather going to be"
            + " like tomorrow in Seattle?",
        "set a timer for ten minutes | Set a timer for ten minutes.",
        "i'm feeling nervous and i can't sleep | I'm feeling nervous and I can't sleep.",
        "how do i roast a turkey | How do I roast a turkey?",
        "is new york bigger than the united states | Is New York bigger than the United States?",
        "who wrote pride and prejudice | Who wrote Pride and Prejudice?",
        "What is the capital of Peru? | What is the capital of Peru?",
        "perusing spanishness | Perusing spanishness."
      })
  void writesAsAPersonWould(String heard, String expected) {
    assertThat(written.request(heard)).isEqualTo(expected);
  }

  @Test
  void anOpenerKeepsItsLengthAndEnd() {
    assertThat(written.withNames("The capital of peru is")).isEqualTo("The capital of Peru is");
    assertThat(written.withNames("")).isEmpty();
    assertThat(written.request("  ")).isEmpty();
  }
}

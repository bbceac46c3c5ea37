package dev.upbeat.server.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.dialogue.Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentOverlapJudgeTest {
  private final ContentOverlapJudge judge = new ContentOverlapJudge();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "what is the capital of peru|The capital of Peru is",
        "how do i get red wine out of a carpet|To get red wine out of carpet, you",
        "why do cats purr|Cats purr mainly because",
        "set a timer for ten minutes|Okay, your timer for ten minutes is",
        "set a timer for 10 minutes|Okay, setting 10 minutes",
        "i'm feeling nervous|It's normal to feel nervous, and",
        "why do cats purr|Well, that is a good question, and",
        "will i need an umbrella today|From the weather report, it looks",
        "say that again please|Sure, one more time, I said",
        "what should i do|Let me think about that for",
      })
  void accepts(String request, String opener) {
    assertThat(judge.judge(request(request, opener)).accepted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "why do cats purr|The capital of Peru is",
        "what is the capital of peru|To get red wine out of carpet, you",
        "set a timer for ten minutes|Okay, your timer for 25 minutes is",
        "how far is the moon|The best soup needs",
      })
  void rejects(String request, String opener) {
    assertThat(judge.judge(request(request, opener)).accepted()).isFalse();
  }

  /** What the device says when its gate holds the model's words back must never be corrected. */
  @Test
  void acceptsEveryNeutralOpenerOfTheDevice() throws IOException {
    Path openers = Path.of("../models/src/main/resources/dev/upbeat/models/neutral-openers-en.txt");
    List<String> lines =
        Files.readAllLines(openers).stream().filter(line -> line.contains("\t")).toList();

    assertThat(lines)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            line ->
                assertThat(
                        judge
                            .judge(
                                request("why do cats purr", line.substring(line.indexOf('\t') + 1)))
                            .accepted())
                    .as(line)
                    .isTrue());
  }

  @Test
  void theDialogueCountsAsAskedAbout() {
    Exchange before = new Exchange("how big is the moon", "The moon is 3,475 kilometres wide.");
    ContinuationRequest request =
        new ContinuationRequest(
            "1", "and how far away", "The moon is about", List.of(before), Optional.empty());
    assertThat(judge.judge(request).accepted()).isTrue();
  }

  @Test
  void reasonsHoldNoWordsOfTheUser() {
    assertThat(judge.judge(request("why do cats purr", "The zebra runs")).reason())
        .doesNotContain("zebra", "cats", "purr");
  }

  private static ContinuationRequest request(String request, String opener) {
    return new ContinuationRequest("1", request, opener, List.of(), Optional.empty());
  }
}

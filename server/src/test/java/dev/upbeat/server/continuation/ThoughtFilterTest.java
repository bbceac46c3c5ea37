package dev.upbeat.server.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThoughtFilterTest {
  /** Each ends where the answer begins. */
  private static final List<String> THOUGHTS =
      List.of(
          "<think>%s</think>",
          "<think>\n%s\n</think>\n\n",
          "<THINK>%s</THINK>",
          "<Thinking>%s</Thinking>",
          "<think budget=\"3\">%s</think>",
          "<think>\n<think>%s</think>",
          "<think>x<think>%s</think>y</think>",
          "<thinking>x<reflection>%s</reflection>y</thinking><output>",
          "<thought>%s</thought><answer>",
          "<reasoning>%s</reasoning>",
          "<reflection>%s</reflection>",
          "<analysis>%s</analysis><response>",
          "<seed:think>%s</seed:think>",
          "[THINK]%s[/THINK]",
          "[think]%s[/think]",
          "◁think▷%s◁/think▷",
          "<unused94>thought\n%s<unused95>",
          "<|channel>thought\n%s\n<channel|>",
          "<|begin_of_thought|>%s<|end_of_thought|><|begin_of_solution|>",
          "<|START_THINKING|>%s<|END_THINKING|><|START_RESPONSE|>",
          "<|inner_prefix|>%s<|inner_suffix|>",
          "<|channel|>analysis<|message|>%s<|end|><|start|>assistant<|channel|>final<|message|>",
          "analysis<|message|>%s<|end|><|start|>assistant<|channel|>final<|message|>",
          "<|start|>assistant<|channel|>commentary to=functions.x <|constrain|>json<|message|>%s"
              + "<|call|><|start|>assistant<|channel|>final<|message|>",
          "analysisWell, %s.assistantfinal",
          "<|im_start|>think\n%s<|im_start|>answer\n",
          "<tool_call>%s</tool_call>",
          "<｜tool▁calls▁begin｜>%s<｜tool▁calls▁end｜>",
          "<details type=\"reasoning\" done=\"true\"><summary>Thought</summary>%s</details>",
          "Here is my thought process:\n%s\nHere is my response:",
          "Thought: %s\nFinal Answer:",
          "**Thinking:** %s\n\n**Answer:**",
          "Okay, the user wants %s.\n</think>",
          "Alright, let's break this down. %s</thinking>",
          "We need to answer with %s</think>",
          "Hmm, %s</think>",
          "I think the user wants %s</think>",
          "First, I recall that %s</think>",
          "The user is asking about %s[/THINK]");

  private static final List<String> ENDS =
      List.of(
          "",
          "<|im_end|>",
          "<|im_end|>\n<|im_start|>user\nAnd Chile?",
          "</s> More",
          "<|eot_id|><|start_header_id|>user<|end_header_id|>",
          "<｜end▁of▁sentence｜><｜User｜>And Chile?",
          "<end_of_turn>\n<start_of_turn>user\nx",
          "<turn|>\n<|turn>user\nx",
          "<|return|>",
          "<|endoftext|>x",
          "<|user|>x",
          "<think>and now");

  @Property(tries = 1_500)
  void onlyTheAnswerPasses(
      @ForAll("thoughts") String thought,
      @ForAll("ends") String end,
      @ForAll @IntRange(min = 1, max = 30) int size) {
    assertThat(pass(thought + "Lima." + end, size, true).strip()).isEqualTo("Lima.");
  }

  @Property(tries = 300)
  void anUnfinishedThoughtIsNoAnswer(
      @ForAll("thoughts") String thought, @ForAll @IntRange(min = 1, max = 30) int size) {
    String begun = thought.substring(0, thought.indexOf("weigh") + 5);
    assertThat(pass(begun, size, false)).isBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " Lima, on the coast.",
        "Okay, so Lima it is.",
        "The user manual says so.",
        " I need to know more.",
        "We went there. 5 < 6, a<b, [1] and [thinking](http://x.y).",
        "The `<think>` tag opens a thought.",
        "A <s>struck</s> word and <b>bold</b>.",
        "Think of it. Reasoning helps.",
      })
  void anAnswerWithoutThoughtsPassesWhole(String text) {
    assertThat(pass(text, 1, true)).isEqualTo(text);
    assertThat(pass(text, 1_000, true)).isEqualTo(text);
  }

  @Test
  void anAnswerWithoutThoughtsIsNotDelayed() {
    ThoughtFilter filter = new ThoughtFilter(false);
    assertThat(filter.accept(" Lima")).isEqualTo(" Lima");
    assertThat(filter.accept(" is")).isEqualTo(" is");
    assertThat(filter.accept(" the capital <")).isEqualTo(" the capital ");
    assertThat(filter.accept(" 5")).isEqualTo("< 5");
    assertThat(filter.isThinking()).isFalse();
  }

  @Test
  void whatReadsLikeAThoughtButNeverEndsAsOneWasTheAnswer() {
    String text = "The question is hard. Nobody knows.";
    assertThat(pass(text, 5, true)).isEqualTo(text);
  }

  @Test
  void aModelWhoseThoughtsBeginUnseenIsHeldUntilTheyEnd() {
    ThoughtFilter filter = new ThoughtFilter(true);
    assertThat(filter.accept("Peru lies in South America.")).isEmpty();
    assertThat(filter.isThinking()).isTrue();
    assertThat(filter.accept("</think> Lima.")).isEqualTo(" Lima.");
    assertThat(filter.hasClosedAlone()).isTrue();
  }

  @Test
  void whatWasLetGoAndThenClosedIsTakenBack() {
    ThoughtFilter filter = new ThoughtFilter(false);
    assertThat(filter.accept("Peru lies in South America.")).isNotEmpty();
    assertThat(filter.accept("</think> Lima.")).isEqualTo(" Lima.");
    assertThat(filter.takeRetraction()).isTrue();
    assertThat(filter.takeRetraction()).isFalse();
  }

  @Test
  void endsWithTheMessage() {
    ThoughtFilter filter = new ThoughtFilter(false);
    filter.accept(" Lima.<|im_end|>");
    assertThat(filter.isOver()).isTrue();
  }

  @Provide
  Arbitrary<String> thoughts() {
    return Combinators.combine(
            Arbitraries.of(THOUGHTS),
            Arbitraries.of("I weigh it", "weigh 5 < 6 and\n- [x](y) **b**", "weigh <b>Lima</b>?"))
        .as((form, words) -> form.replace("%s", words));
  }

  @Provide
  Arbitrary<String> ends() {
    return Arbitraries.of(ENDS);
  }

  private static String pass(String text, int size, boolean complete) {
    ThoughtFilter filter = new ThoughtFilter(false);
    StringBuilder passed = new StringBuilder();
    for (int i = 0; i < text.length() && !filter.isOver(); i += size) {
      passed.append(filter.accept(text.substring(i, Math.min(text.length(), i + size))));
    }
    return passed.append(filter.finish(complete)).toString();
  }
}

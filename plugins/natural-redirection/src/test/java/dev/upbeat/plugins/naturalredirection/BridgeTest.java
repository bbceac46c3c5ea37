package dev.upbeat.plugins.naturalredirection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.spi.CorrectionMethod.Repair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bridge, over a table of openers and requests and over all combinations of them. */
final class BridgeTest {
  private static final NaturalRedirection METHOD = new NaturalRedirection();
  private static final BridgeWriter WRITER = writer();

  private static BridgeWriter writer() {
    Verbs verbs = new Verbs();
    return new BridgeWriter(verbs, new Grammar(verbs));
  }

  record Pair(String opener, String rule, String request, List<String> anyOf) {}

  static List<Pair> pairs() {
    return Resources.table("pairs.tsv", 4).stream()
        .map(cells -> new Pair(cells[0], cells[1], cells[2], List.of(cells[3].split(","))))
        .toList();
  }

  private static String bridge(String opener, String request, String turn) {
    return METHOD.repair(request(opener, request, turn)).bridge();
  }

  private static ContinuationRequest request(String opener, String request, String turn) {
    return new ContinuationRequest(turn, request, opener, List.of(), Optional.empty());
  }

  @Test
  void theTableHoldsEveryRuleForOpeners() {
    assertThat(pairs()).hasSizeGreaterThanOrEqualTo(60);
    Set<String> covered = new HashSet<>();
    pairs().forEach(pair -> covered.add(pair.rule()));
    List<String> rules =
        Rule.load("openers.tsv", java.util.Map.of()).stream().skip(1).map(Rule::name).toList();
    assertThat(covered).containsAll(rules);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void leadsFromTheOpenerToTheRequest(Pair pair) {
    assertThat(WRITER.openerRule(pair.opener())).isEqualTo(pair.rule());
    for (int turn = 0; turn < 20; turn++) {
      String bridge = bridge(pair.opener(), pair.request(), "turn-" + turn);
      assertThat(bridge.toLowerCase(Locale.ROOT).split("[^\\p{Alnum}]+"))
          .containsAnyElementsOf(pair.anyOf());
    }
  }

  @Test
  void completionsLeaveRoomForTheLead() {
    List<Rule> rules = Rule.load("openers.tsv", java.util.Map.of());
    for (Rule rule : rules.subList(1, rules.size())) {
      assertThat(rule.texts())
          .allSatisfy(
              text ->
                  assertThat(BridgeWriter.count(text.replace("{+}", " and")))
                      .isLessThanOrEqualTo(6));
    }
  }

  static Stream<Pair> combinations() {
    List<Pair> all = pairs();
    // Every opener with every request is 4,900; every seventh of them is plenty.
    return IntStream.range(0, all.size() * all.size())
        .filter(i -> i % 7 == 0)
        .mapToObj(
            i ->
                new Pair(
                    all.get(i / all.size()).opener(),
                    "",
                    all.get(i % all.size()).request(),
                    List.of()));
  }

  @Test
  void keepsItsRulesWhateverTheOpenerAndTheRequest() {
    combinations()
        .forEach(
            pair -> {
              String bridge = bridge(pair.opener(), pair.request(), "t" + pair.hashCode());
              assertKeepsRules(pair.opener(), pair.request(), bridge);
            });
  }

  private static void assertKeepsRules(String opener, String request, String bridge) {
    assertThat(bridge).as("%s | %s", opener, request).isNotBlank();
    assertThat(bridge).matches("^(?: |, |; )[^ ].*[^ ]$").doesNotContain("  ", "{", "}", "~", "%");
    assertThat(BridgeWriter.count(bridge)).as(bridge).isLessThanOrEqualTo(BridgeWriter.MAX_WORDS);
    assertThat(bridge)
        .doesNotMatch(".*\\b(?:the|a|an|my|your|of)$")
        .doesNotEndWith("?")
        .doesNotEndWith(".");
    assertThat(BridgeWriter.repeatsTail(bridge, WRITER.clean(request))).as(bridge).isFalse();
    assertThat(METHOD.check(request(opener, request, "x"), bridge + " the answer."))
        .as("%s|%s", opener, bridge)
        .isEmpty();
    if (opener.matches(".*[,:;–-]$")) {
      assertThat(bridge).as("no punctuation after punctuation").startsWith(" ");
    }
  }

  @Test
  void keepsItsRulesWithRubbish() {
    Random random = new Random(7);
    String letters = "abcdefghij  klmnopqrstuvwxyz'  -,.:;!?ÄéжÑ漢字🙂\u0000\t\n\"\\{}%~|$";
    for (int i = 0; i < 3000; i++) {
      String opener = rubbish(random, letters, 1 + random.nextInt(50)) + "x";
      String request = rubbish(random, letters, random.nextInt(120));
      String bridge = bridge(opener, request, "t" + i);
      assertThat(bridge).as("%s|%s", opener, request).matches("(?s)(?: |, |; )[^ ].*");
      assertThat(BridgeWriter.count(bridge)).as(bridge).isLessThanOrEqualTo(BridgeWriter.MAX_WORDS);
    }
  }

  private static String rubbish(Random random, String letters, int length) {
    int[] points = letters.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  @Test
  void bridgesEvenWithoutAnOpenerOrWords() {
    for (String opener : new String[] {"", " ", "...", "🙂"}) {
      for (String request : new String[] {"", " ", "?", "the"}) {
        assertThat(bridge(opener, request, "t")).isNotBlank();
      }
    }
  }

  @Test
  void aVeryLongRequestTakesNoTime() {
    String request = "why do " + "cats and dogs in the house ".repeat(2000) + "purr";
    long begin = System.nanoTime();
    String bridge = bridge("The best way to cook rice is", request, "t");
    assertThat(BridgeWriter.count(bridge)).isLessThanOrEqualTo(BridgeWriter.MAX_WORDS);
    // Guards against a regular expression that explodes; usually well below 10 ms.
    assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(2_000);
  }

  @Test
  void theSameTurnGetsTheSameWordsAndOthersGetOthers() {
    String opener = "The best way to cook rice is";
    Set<String> seen = new HashSet<>();
    for (int turn = 0; turn < 50; turn++) {
      String bridge = bridge(opener, "why do cats purr", "turn-" + turn);
      assertThat(bridge(opener, "why do cats purr", "turn-" + turn)).isEqualTo(bridge);
      seen.add(bridge);
    }
    assertThat(seen).hasSizeGreaterThanOrEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "why do i sneeze, you sneeze because",
    "why does my back hurt, your back hurts because",
    "why is the sky blue, the sky is blue because",
    "why am i tired, 'as for tired, the reason is'",
    "remind me to call my mother, your reminder to call your mother is",
    "how does the heart work, the heart works by",
    "how did the titanic sink, the titanic sank by",
    "do penguins fly, 'on whether penguins fly, the answer is'",
    "what should i wear to a wedding, what you should wear to a wedding is",
    "explain black holes, black holes are",
    "explain a black hole, a black hole is",
    "what's the difference between a crocodile and an alligator, the difference is",
    "how do i get red wine out of a carpet, 'to get red wine out, you can'",
    "remove my four am alarm, 'on removing your four am alarm, I''d say'",
  })
  void turnsTheQuestionIntoTheBeginningOfItsAnswer(String request, String lead) {
    List<String> all = new ArrayList<>();
    for (int turn = 0; turn < 100; turn++) {
      all.add(bridge("The best way to cook rice is", request, "turn-" + turn));
    }
    assertThat(all).anyMatch(bridge -> bridge.endsWith(" " + lead));
  }

  @Test
  void theInstructionStatesTheRules() {
    Repair repair = METHOD.repair(request("The best way to cook rice is", "why do cats purr", "t"));
    assertThat(repair.instruction())
        .contains(
            "only the continuation", "at most 12 words", "at most one question", "don't explain");
    assertThat(Arrays.asList(repair.instruction().split("\\s+"))).hasSizeLessThan(150);
  }
}

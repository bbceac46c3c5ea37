package dev.upbeat.models.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.Commitment;
import dev.upbeat.core.dialogue.OpenerToken;
import dev.upbeat.models.TestModels;
import dev.upbeat.models.decode.Draft;
import dev.upbeat.models.text.OpenerTokenizer;
import dev.upbeat.models.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GateTest {
  private static final String GATE =
      """
      {"features": ["mean_log_probability", "unheard_words"], "mean": [-1, 0], "scale": [2, 1],
       "weights": [4, -1], "bias": 0.5, "speakAt": 0.7, "silentBelow": 0.1}
      """;

  private static final double READING = -1;

  @TempDir Path folder;

  @Test
  void theGateIsTheLogisticRegressionOfItsFile() throws IOException {
    Files.writeString(folder.resolve("gate.json"), GATE);
    CommitGate gate = CommitGate.read(folder);
    double[] features = new double[GateFeatures.NAMES.size()];
    features[0] = -0.5;
    features[GateFeatures.NAMES.indexOf("unheard_words")] = 2;
    // 0.5 + 4 × 0.25 - 2 = -0.5
    assertThat(gate.probability(features)).isCloseTo(1 / (1 + Math.exp(0.5)), within(1e-9));
    assertThat(gate.decide(0.7)).isEqualTo(Commitment.SPEAK);
    assertThat(gate.decide(0.69)).isEqualTo(Commitment.NEUTRAL);
    assertThat(gate.decide(0.09)).isEqualTo(Commitment.SILENT);
  }

  @Test
  void aGateThatDoesNotFitIsRefused() throws IOException {
    for (String[] edit :
        new String[][] {
          {"unheard_words", "unheard_wards", "unheard_wards"},
          {"\"mean\": [-1, 0]", "\"mean\": [-1]", "mean"},
          {"\"scale\": [2, 1]", "\"scale\": [2, 0]", "scale"},
          {"\"bias\": 0.5", "\"bias\": \"x\"", "bias"},
          {"{", "", "JSON"}
        }) {
      Files.writeString(folder.resolve("gate.json"), GATE.replace(edit[0], edit[1]));
      assertThatThrownBy(() -> CommitGate.read(folder))
          .isInstanceOf(UpbeatException.class)
          .hasMessageContaining("gate.json");
    }
  }

  @Test
  void completenessIsTheFittedProbabilityOfTheEnd() throws IOException {
    Files.writeString(folder.resolve("gate.json"), GATE);
    double even = Math.log(0.5);
    assertThat(CommitGate.read(folder).completeness(even)).isCloseTo(0.5, within(1e-9));
    Files.writeString(
        folder.resolve("gate.json"),
        GATE.replace("}", ", \"completeness\": {\"weight\": 2, \"bias\": -1}}"));
    CommitGate fitted = CommitGate.read(folder);
    assertThat(fitted.completeness(even)).isCloseTo(1 / (1 + Math.exp(1)), within(1e-9));
    assertThat(fitted.completeness(0)).isBetween(0.99, 1.0);
    assertThat(fitted.completeness(-80)).isBetween(0.0, 0.01);
  }

  @Test
  void aBeginningIsSpokenOnlyByAGateFittedForIt() throws IOException {
    Files.writeString(folder.resolve("gate.json"), GATE);
    assertThat(CommitGate.read(folder).speaksPrefix(1)).isFalse();
    Files.writeString(folder.resolve("gate.json"), GATE.replace("}", ", \"prefixSpeakAt\": 0.8}"));
    assertThat(CommitGate.read(folder).speaksPrefix(0.8)).isTrue();
    assertThat(CommitGate.read(folder).speaksPrefix(0.79)).isFalse();
  }

  @Test
  void aModelWithoutAGateGetsTheCautiousOne() {
    assertThat(CommitGate.read(folder).speakAt()).isBetween(0.5, 1.0);
  }

  @Test
  void featuresTellADriftedOpenerFromAGroundedOne() {
    OpenerTokenizer tokenizer =
        OpenerTokenizer.load(TestModels.FOLDER.resolve("tokenizer.json"), 12_288);
    GateFeatures features = new GateFeatures(tokenizer);
    double[] grounded =
        features.compute(
            "why do cats purr", "", READING, draft("The reason cats are purring is"), 6);
    double[] drifted =
        features.compute("why do cats purr", "", READING, draft("The price of your ticket is"), 6);
    assertThat(grounded).hasSize(GateFeatures.NAMES.size());
    int echoed = GateFeatures.NAMES.indexOf("echoed_share");
    int unheard = GateFeatures.NAMES.indexOf("unheard_words");
    assertThat(grounded[echoed]).isEqualTo(1);
    assertThat(drifted[echoed]).isZero();
    assertThat(grounded[unheard]).isZero();
    assertThat(drifted[unheard]).isEqualTo(2);
    double[] followed =
        features.compute(
            "and how much",
            "i have a ticket for the price",
            READING,
            draft("The price of your ticket is"),
            6);
    assertThat(followed[unheard]).as("heard in an earlier turn").isZero();
    assertThat(
            features.compute(
                "x",
                "",
                -99,
                new Draft(
                    "", List.of(), Draft.Ending.END_TOKEN, List.of(-99.0), Draft.Refusal.TOO_SHORT),
                0))
        .doesNotContain(Double.NaN, Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource({
    "what is the capital of peru, QUESTION",
    "hey can you hear me, QUESTION",
    "tell me a joke, QUESTION",
    "set a timer for ten minutes, COMMAND",
    "please turn off the lights, COMMAND",
    "i need an alarm, COMMAND",
    "i'm feeling really nervous about my interview, FEELING",
    "my dog died yesterday, FEELING",
    "my dough isn't rising, STATEMENT",
    "the lamp is broken, STATEMENT",
    "hello, STATEMENT"
  })
  void theFirstWordsTellTheKind(String request, RequestKind kind) {
    assertThat(RequestKind.of(request)).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource(RequestKind.class)
  void neutralOpenersNeverComeTwiceInARow(RequestKind kind) {
    NeutralOpeners openers = new NeutralOpeners(-3);
    assertThat(openers.all(kind)).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    String last = "";
    for (int i = 0; i < 40; i++) {
      // Another kind in between may hold the same words.
      String next = openers.next(i % 3 == 2 ? RequestKind.QUESTION : kind);
      assertThat(next).isNotEqualTo(last);
      assertThat(Words.count(next)).isBetween(3, 8);
      last = next;
    }
  }

  private static Draft draft(String text) {
    List<OpenerToken> tokens = List.of(new OpenerToken(5, text.substring(0, 3), -0.2, 0.5, 0.9));
    return new Draft(text, tokens, Draft.Ending.END_TOKEN, List.of(-0.3, -0.1), Draft.Refusal.NONE);
  }
}

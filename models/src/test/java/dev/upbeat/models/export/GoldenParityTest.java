package dev.upbeat.models.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.models.TestModels;
import dev.upbeat.models.runtime.DecoderGraph;
import dev.upbeat.models.runtime.DecoderState;
import dev.upbeat.models.text.OpenerTokenizer;
import dev.upbeat.models.text.PromptTemplate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The starter model against logits and openers that an independent PyTorch implementation computed.
 */
class GoldenParityTest {
  private static final double LOGIT_TOLERANCE = 1e-3;

  private final SwenConfig config = SwenConfig.read(TestModels.FOLDER.resolve("config.json"));

  private record Golden(
      String request, int[] prompt, JsonNode best, double sum, List<Integer> greedy) {}

  @Test
  void fp32AgreesWithTheReferenceToTheThirdDecimal() throws IOException {
    try (DecoderGraph graph = load(WeightForm.FP32);
        DecoderState state = graph.newState()) {
      for (Golden golden : golden()) {
        state.rollBack(0);
        state.prefill(golden.prompt);
        double sum = 0;
        for (float logit : state.logits()) {
          sum += logit;
        }
        for (JsonNode pair : golden.best) {
          assertThat((double) state.logits()[pair.get(0).asInt()])
              .as("logit %s after '%s'", pair.get(0), golden.request)
              .isCloseTo(pair.get(1).asDouble(), within());
        }
        // 12,288 logits, each known to the fifth digit.
        assertThat(sum)
            .as(golden.request)
            .isCloseTo(
                golden.sum, org.assertj.core.data.Offset.offset(0.1 + 1e-5 * Math.abs(golden.sum)));
        assertThat(Graphs.greedy(state, golden.prompt, golden.greedy.size(), config.endTokenId()))
            .as("opener for '%s'", golden.request)
            .isEqualTo(golden.greedy);
      }
    }
  }

  @Test
  void int8WritesTheSameOpenersButForNearTies() throws IOException {
    List<String> differing = new ArrayList<>();
    List<Golden> all = golden();
    try (DecoderGraph graph = load(WeightForm.INT8);
        DecoderGraph exact = load(WeightForm.FP32);
        DecoderState state = graph.newState();
        DecoderState reference = exact.newState()) {
      for (Golden golden : all) {
        List<Integer> written =
            Graphs.greedy(state, golden.prompt, golden.greedy.size(), config.endTokenId());
        if (!written.equals(golden.greedy)) {
          differing.add(golden.request);
          assertThat(preference(reference, golden, written))
              .as("how much likelier the exact token is where '%s' differs", golden.request)
              .isLessThan(0.7);
        }
      }
    }
    assertThat((double) differing.size() / all.size())
        .as("%s", differing)
        .isLessThanOrEqualTo(0.08);
  }

  /** By how many nats the exact weights prefer their own token where the openers part. */
  private double preference(DecoderState exact, Golden golden, List<Integer> written) {
    exact.rollBack(0);
    exact.prefill(golden.prompt);
    int at = 0;
    while (at < written.size()
        && at < golden.greedy.size()
        && written.get(at).equals(golden.greedy.get(at))) {
      exact.append(written.get(at++));
    }
    int own = at < golden.greedy.size() ? golden.greedy.get(at) : config.endTokenId();
    int other = at < written.size() ? written.get(at) : config.endTokenId();
    return exact.logProbability(own) - exact.logProbability(other);
  }

  @Test
  void whatFollowsEachTokenIsAsProbableAsItWouldBeAlone() throws IOException {
    for (WeightForm form : WeightForm.values()) {
      try (DecoderGraph graph = load(form);
          DecoderState whole = graph.newState();
          DecoderState grown = graph.newState();
          DecoderState single = graph.newState()) {
        for (Golden golden : golden().subList(0, 12)) {
          int[] prompt = golden.prompt;
          single.rollBack(0);
          for (int length = 1; length < prompt.length; length++) {
            // As a session does it: a few more tokens each time, from the cache, and one asked for.
            grown.prefill(Arrays.copyOf(prompt, length + 1), length - 1);
            whole.rollBack(0);
            whole.prefill(prompt, length - 1);
            single.append(prompt[length - 1]);
            double alone = single.logProbability(prompt[length]);
            // The head in few bits is screened: its sum is known less well than a row.
            double tolerance = form == WeightForm.FP32 ? 1e-3 : Math.max(0.3, -0.4 * alone);
            for (DecoderState state : List.of(grown, whole)) {
              assertThat((double) state.followingLogProbability())
                  .as("%s, token %d of '%s'", form, length, golden.request)
                  .isCloseTo(alone, org.assertj.core.data.Offset.offset(tolerance));
            }
          }
        }
      }
    }
  }

  @Test
  void theTokenizerMakesTheReferencesPrompts() throws IOException {
    OpenerTokenizer tokenizer =
        OpenerTokenizer.load(TestModels.FOLDER.resolve("tokenizer.json"), config.vocabularySize());
    PromptTemplate template = PromptTemplate.read(TestModels.FOLDER);
    for (Golden golden : golden()) {
      String prompt = template.before(List.of()) + golden.request;
      assertThat(tokenizer.encode(prompt + template.template().answer())).isEqualTo(golden.prompt);
    }
  }

  private DecoderGraph load(WeightForm form) {
    return DecoderGraph.load(new TestModels().graphs().graph(TestModels.FOLDER, form), config);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(LOGIT_TOLERANCE);
  }

  private static List<Golden> golden() throws IOException {
    List<Golden> all = new ArrayList<>();
    for (JsonNode entry :
        new ObjectMapper().readTree(TestModels.FOLDER.resolve("golden.json").toFile())) {
      int[] prompt = new int[entry.get("prompt_ids").size()];
      for (int i = 0; i < prompt.length; i++) {
        prompt[i] = entry.get("prompt_ids").get(i).asInt();
      }
      List<Integer> greedy = new ArrayList<>();
      entry.get("greedy_ids").forEach(id -> greedy.add(id.asInt()));
      all.add(
          new Golden(
              entry.get("request").asText(),
              prompt,
              entry.get("last_logits_top8"),
              entry.get("last_logits_sum").asDouble(),
              greedy));
    }
    return all;
  }
}

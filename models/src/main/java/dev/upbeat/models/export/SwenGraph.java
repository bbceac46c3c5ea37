package dev.upbeat.models.export;

import static dev.upbeat.models.export.OnnxGraph.CONTRIB;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import java.util.Map;

/**
 * Writes the decoder as an ONNX graph made for one short sequence on a small CPU.
 *
 * <p>Weights in few bits are products by blocks ({@code MatMulNBits}). The feed-forward part's
 * first product, half of a layer, loses nothing by large blocks, which are read fastest; the others
 * in a narrow model do and get small ones. The head only screens in 4 bits: its best candidates are
 * scored again.
 *
 * <p>Inputs: {@code input_ids} [1, tokens], the new tokens; {@code rows} [rows], indices among them
 * of those whose results are wanted, the last one last; {@code targets} [1, rows], a token of
 * interest behind each of these; {@code last_position} [1], index of the last new token in the
 * whole sequence; {@code total_length} (scalar), that plus one; {@code past_key.N} and {@code
 * past_value.N} [1, heads, capacity, head size], the caches.
 *
 * <p>Outputs: {@code target_log_probability} [1, rows], how probable each target is where it
 * stands; {@code logits} and {@code probabilities} [1, 1, vocabulary], after the last token only;
 * {@code expected_logit} [1, 1], the mean of the logits under these probabilities, from which the
 * entropy follows; {@code best} [1, 1, {@value #CANDIDATES}], the most probable tokens in no order;
 * {@code present_key.N} and {@code present_value.N}, to be bound to the very buffers of the inputs,
 * which are then updated in place.
 */
public final class SwenGraph {
  /** How many of the most probable tokens a graph names (all, if the vocabulary is smaller). */
  public static final int CANDIDATES = 16;

  private final OnnxGraph graph = new OnnxGraph();
  private final Checkpoint weights;
  private final SwenConfig config;
  private final WeightForm form;
  private final GraphProducts products;

  SwenGraph(Checkpoint weights, WeightForm form) {
    this.weights = weights;
    this.config = weights.config();
    this.form = form;
    this.products = new GraphProducts(graph, config.hiddenSize(), form);
  }

  ModelProto build(String version, Map<String, String> metadata) {
    declareInputs();
    graph.longs("last", -1);
    graph.longs("halves", config.intermediateSize(), config.intermediateSize());
    rotaryCaches();
    String residual = embedding();
    String normalized =
        graph.node(
            "",
            "SimplifiedLayerNormalization",
            List.of(residual, norm("norm.0.attention", weights.attentionNorm(0))),
            List.of("normalized.0"),
            Map.of("epsilon", (float) config.normEpsilon(), "axis", -1));
    for (int layer = 0; layer < config.layers(); layer++) {
      String attended = attention(layer, normalized);
      if (layer == config.layers() - 1) {
        // Only keys and values of the other tokens matter from here on.
        attended = products.rows(attended, "attended.rows");
        residual = products.rows(residual, "residual.rows");
      }
      String projected =
          products.matrix(
              attended,
              "attention_output." + layer,
              weights.attentionOutput(layer),
              config.hiddenSize(),
              config.heads() * config.headSize());
      List<String> added =
          addAndNormalize(
              projected, residual, "feed_forward." + layer, weights.feedForwardNorm(layer));
      String fed = feedForward(layer, added.get(0));
      boolean last = layer == config.layers() - 1;
      List<String> next =
          addAndNormalize(
              fed,
              added.get(1),
              "layer." + layer,
              last ? weights.finalNorm() : weights.attentionNorm(layer + 1));
      normalized = next.get(0);
      residual = next.get(1);
    }
    new SwenHead(graph, products, weights, form).write(normalized);
    return graph.build(version, metadata);
  }

  private void declareInputs() {
    graph.input("input_ids", OnnxGraph.INT64, List.of(1, "tokens"));
    graph.input("rows", OnnxGraph.INT64, List.of("rows"));
    graph.input("targets", OnnxGraph.INT64, List.of(1, "rows"));
    graph.input("last_position", OnnxGraph.INT32, List.of(1));
    graph.input("total_length", OnnxGraph.INT32, List.of());
    List<Integer> all = List.of(1, 1, config.vocabularySize());
    graph.output("target_log_probability", OnnxGraph.FLOAT, List.of(1, "rows"));
    graph.output("logits", OnnxGraph.FLOAT, all);
    graph.output("probabilities", OnnxGraph.FLOAT, all);
    graph.output("expected_logit", OnnxGraph.FLOAT, List.of(1, 1));
    graph.output(
        "best", OnnxGraph.INT64, List.of(1, 1, Math.min(CANDIDATES, config.vocabularySize())));
    List<Object> cache = List.of(1, config.keyValueHeads(), "capacity", config.headSize());
    for (int layer = 0; layer < config.layers(); layer++) {
      for (String kind : List.of("key", "value")) {
        graph.input("past_" + kind + "." + layer, OnnxGraph.FLOAT, cache);
        graph.output("present_" + kind + "." + layer, OnnxGraph.FLOAT, cache);
      }
    }
  }

  private void rotaryCaches() {
    int half = config.headSize() / 2;
    float[] cosine = new float[config.maxPositions() * half];
    float[] sine = new float[cosine.length];
    for (int position = 0; position < config.maxPositions(); position++) {
      for (int i = 0; i < half; i++) {
        // Rounded to 32 bits as the reference does: at position 500 the difference shows.
        float frequency = (float) (1 / Math.pow(config.ropeTheta(), 2.0 * i / config.headSize()));
        float angle = position * frequency;
        cosine[position * half + i] = (float) Math.cos(angle);
        sine[position * half + i] = (float) Math.sin(angle);
      }
    }
    graph.floats("rotary.cosine", cosine, config.maxPositions(), half);
    graph.floats("rotary.sine", sine, config.maxPositions(), half);
  }

  private String embedding() {
    float[] table = weights.embedding();
    int rows = config.vocabularySize();
    int columns = config.hiddenSize();
    if (form == WeightForm.FP32) {
      graph.floats("embedding", table, rows, columns);
      return graph.node(
          "", "Gather", List.of("embedding", "input_ids"), List.of("embedded"), Map.of("axis", 0));
    }
    // Rows are read, not multiplied: more bits cost memory, no time, and save a percent of the
    // openers.
    graph.halves("embedding", table, rows, columns);
    graph.node(
        "",
        "Gather",
        List.of("embedding", "input_ids"),
        List.of("embedded.halves"),
        Map.of("axis", 0));
    return graph.node(
        "", "Cast", List.of("embedded.halves"), List.of("embedded"), Map.of("to", OnnxGraph.FLOAT));
  }

  private String attention(int layer, String normalized) {
    String joined =
        products.matrix(
            normalized,
            "projection." + layer,
            weights.joinedProjection(layer),
            config.joinedProjectionSize(),
            config.hiddenSize());
    return graph.node(
        CONTRIB,
        "GroupQueryAttention",
        List.of(
            joined,
            "",
            "",
            "past_key." + layer,
            "past_value." + layer,
            "last_position",
            "total_length",
            "rotary.cosine",
            "rotary.sine"),
        List.of("attended." + layer, "present_key." + layer, "present_value." + layer),
        Map.of(
            "num_heads",
            config.heads(),
            "kv_num_heads",
            config.keyValueHeads(),
            "do_rotary",
            1,
            "rotary_interleaved",
            0,
            "scale",
            (float) (1 / Math.sqrt(config.headSize()))));
  }

  private String feedForward(int layer, String normalized) {
    int size = config.intermediateSize();
    String name = "gate_and_up." + layer;
    String both =
        products.matrix(
            normalized,
            name,
            weights.gateAndUp(layer),
            2 * size,
            config.hiddenSize(),
            GraphProducts.largestBlock(config.hiddenSize()));
    String gate = "gate." + layer;
    String up = "up." + layer;
    graph.node("", "Split", List.of(both, "halves"), List.of(gate, up), Map.of("axis", -1));
    String activated =
        graph.node(
            CONTRIB,
            "QuickGelu",
            List.of(gate),
            List.of("activated." + layer),
            Map.of("alpha", 1f));
    String product =
        graph.node("", "Mul", List.of(activated, up), List.of("product." + layer), Map.of());
    // Its inputs differ most in size: in large blocks the small ones are lost.
    return products.matrix(
        product,
        "down." + layer,
        weights.down(layer),
        config.hiddenSize(),
        size,
        GraphProducts.SMALL_BLOCK_SIZE);
  }

  private List<String> addAndNormalize(String input, String skip, String name, float[] factors) {
    String normalized = "normalized." + name;
    String sum = "sum." + name;
    graph.node(
        CONTRIB,
        "SkipSimplifiedLayerNormalization",
        List.of(input, skip, norm("norm." + name, factors)),
        List.of(normalized, "", "", sum),
        Map.of("epsilon", (float) config.normEpsilon()));
    return List.of(normalized, sum);
  }

  private String norm(String name, float[] factors) {
    return graph.floats(name, factors, factors.length);
  }
}

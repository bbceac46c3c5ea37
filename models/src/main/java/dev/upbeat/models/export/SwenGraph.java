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

  private static final int BITS = 8;

  /** Halves what a step reads of the head; what this loses, the rescoring brings back. */
  private static final int HEAD_BITS = 4;

  private static final int HEAD_BLOCK_SIZE = 64;

  /** The largest that ONNX Runtime has a fast kernel for. */
  private static final int LARGE_BLOCK_SIZE = 256;

  private static final int SMALL_BLOCK_SIZE = 64;

  /** The widest model whose blocks are all small. */
  private static final int LARGEST_IN_SMALL_BLOCKS = 256;

  private final OnnxGraph graph = new OnnxGraph();
  private final Checkpoint weights;
  private final SwenConfig config;
  private final WeightForm form;

  SwenGraph(Checkpoint weights, WeightForm form) {
    this.weights = weights;
    this.config = weights.config();
    this.form = form;
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
        attended = rows(attended, "attended.rows");
        residual = rows(residual, "residual.rows");
      }
      String projected =
          matrix(
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
    head(normalized);
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
        matrix(
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
        matrix(
            normalized,
            name,
            weights.gateAndUp(layer),
            2 * size,
            config.hiddenSize(),
            largestBlock(config.hiddenSize()));
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
    return matrix(
        product, "down." + layer, weights.down(layer), config.hiddenSize(), size, SMALL_BLOCK_SIZE);
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

  private void head(String normalized) {
    graph.longs("candidates", Math.min(CANDIDATES, config.vocabularySize()));
    if (form == WeightForm.FP32) {
      int rows = config.vocabularySize();
      exactProduct(normalized, "head", weights.head(), rows, config.hiddenSize(), "every.logits");
      lastToken("every.logits", "logits");
      best("logits");
      // The head's own rows: it is the embedding, or as large.
      String table =
          config.tiedHead()
              ? "embedding"
              : graph.floats("head.rows", weights.head(), rows, config.hiddenSize());
      graph.node(
          "", "Gather", List.of(table, "targets"), List.of("target.rows"), Map.of("axis", 0));
    } else {
      rescoredHead(normalized);
    }
    targets(normalized);
    statistics();
  }

  /** The targets' own rows are exact; of the head in few bits only the sum over all is taken. */
  private void targets(String normalized) {
    graph.node(
        "",
        "ReduceLogSumExp",
        List.of("every.logits"),
        List.of("every.partition"),
        Map.of("axes", new long[] {-1}, "keepdims", 0));
    graph.node("", "Mul", List.of("target.rows", normalized), List.of("target.terms"), Map.of());
    graph.node(
        "",
        "ReduceSum",
        List.of("target.terms", "last"),
        List.of("target.logits"),
        Map.of("keepdims", 0));
    graph.node(
        "",
        "Sub",
        List.of("target.logits", "every.partition"),
        List.of(form == WeightForm.FP32 ? "target_log_probability" : "target.screened"),
        Map.of());
    if (form != WeightForm.FP32) {
      correctPartition();
    }
  }

  /**
   * A target that is probable makes most of the sum, in few bits: there it is replaced by the exact
   * one. With d the exact logit and s the screened one, both less the partition: d - log(1 - exp(s)
   * + exp(d)).
   */
  private void correctPartition() {
    graph.node("", "Unsqueeze", List.of("targets", "last"), List.of("targets.column"), Map.of());
    graph.node(
        "",
        "GatherElements",
        List.of("every.logits", "targets.column"),
        List.of("few.column"),
        Map.of("axis", -1));
    graph.node("", "Squeeze", List.of("few.column", "last"), List.of("few.logits"), Map.of());
    graph.node("", "Sub", List.of("few.logits", "every.partition"), List.of("few.log"), Map.of());
    graph.node("", "Exp", List.of("few.log"), List.of("few.probability"), Map.of());
    graph.node("", "Exp", List.of("target.screened"), List.of("exact.probability"), Map.of());
    graph.floats("one", new float[] {1.000001f});
    graph.node("", "Sub", List.of("one", "few.probability"), List.of("others"), Map.of());
    graph.node("", "Add", List.of("others", "exact.probability"), List.of("whole"), Map.of());
    graph.node("", "Log", List.of("whole"), List.of("whole.log"), Map.of());
    graph.node(
        "",
        "Sub",
        List.of("target.screened", "whole.log"),
        List.of("target_log_probability"),
        Map.of());
  }

  private void best(String logits) {
    graph.node(
        "",
        "TopK",
        List.of(logits, "candidates"),
        List.of("best.logits", "best"),
        Map.of("axis", -1, "sorted", 0));
  }

  /** In the graph, because ONNX Runtime has vector instructions for it and Java 17 has not. */
  private void statistics() {
    graph.node("", "Softmax", List.of("logits"), List.of("probabilities"), Map.of("axis", -1));
    // No MatMul: for a single column, ONNX Runtime's takes five times as long.
    graph.node("", "Mul", List.of("probabilities", "logits"), List.of("expected.terms"), Map.of());
    graph.node(
        "",
        "ReduceSum",
        List.of("expected.terms", "last"),
        List.of("expected_logit"),
        Map.of("keepdims", 0));
  }

  /**
   * A head in few bits finds the most probable tokens well but ranks near ties wrongly: the best of
   * them are scored again with their full rows.
   */
  private void rescoredHead(String normalized) {
    int rows = config.vocabularySize();
    int columns = config.hiddenSize();
    float[] exact = weights.head();
    BlockQuantization few = BlockQuantization.of(exact, rows, columns, HEAD_BLOCK_SIZE, HEAD_BITS);
    product(normalized, "head", few, "every.logits");
    lastToken("every.logits", "screened");
    String lastNormalized = lastToken(normalized, "normalized.last");
    best("screened");
    String exactRows = "embedding";
    if (!config.tiedHead()) {
      exactRows = graph.halves("head.rows", exact, rows, columns);
    }
    graph.node(
        "", "Gather", List.of(exactRows, "targets"), List.of("target.halves"), Map.of("axis", 0));
    graph.node(
        "",
        "Cast",
        List.of("target.halves"),
        List.of("target.rows"),
        Map.of("to", OnnxGraph.FLOAT));
    graph.node("", "Gather", List.of(exactRows, "best"), List.of("best.halves"), Map.of("axis", 0));
    graph.node(
        "", "Cast", List.of("best.halves"), List.of("best.rows"), Map.of("to", OnnxGraph.FLOAT));
    // [1, 1, best, hidden] × [1, 1, hidden, 1]
    graph.node(
        "", "Unsqueeze", List.of(lastNormalized, "last"), List.of("normalized.column"), Map.of());
    graph.node(
        "", "MatMul", List.of("best.rows", "normalized.column"), List.of("exact.column"), Map.of());
    graph.node("", "Squeeze", List.of("exact.column", "last"), List.of("exact"), Map.of());
    graph.node(
        "",
        "ScatterElements",
        List.of("screened", "best", "exact"),
        List.of("logits"),
        Map.of("axis", -1));
  }

  private String matrix(String input, String name, float[] matrix, int rows, int columns) {
    return matrix(input, name, matrix, rows, columns, blockSize(columns));
  }

  private String matrix(
      String input, String name, float[] matrix, int rows, int columns, int blockSize) {
    String result = name + ".result";
    return form == WeightForm.FP32
        ? exactProduct(input, name, matrix, rows, columns, result)
        : product(
            input, name, BlockQuantization.of(matrix, rows, columns, blockSize, BITS), result);
  }

  private String exactProduct(
      String input, String name, float[] matrix, int rows, int columns, String result) {
    String transposed = graph.floats(name, transpose(matrix, rows, columns), columns, rows);
    return graph.node("", "MatMul", List.of(input, transposed), List.of(result), Map.of());
  }

  private String product(String input, String name, BlockQuantization matrix, String result) {
    int blockBytes = matrix.blockSize() * matrix.bits() / 8;
    String packed = graph.bytes(name, matrix.packed(), matrix.rows(), matrix.blocks(), blockBytes);
    String scales = graph.floats(name + ".scales", matrix.scales(), matrix.rows(), matrix.blocks());
    return graph.node(
        CONTRIB,
        "MatMulNBits",
        List.of(input, packed, scales),
        List.of(result),
        Map.of(
            "K", matrix.columns(),
            "N", matrix.rows(),
            "bits", matrix.bits(),
            "block_size", matrix.blockSize(),
            "accuracy_level", 4));
  }

  private String rows(String input, String result) {
    return graph.node("", "Gather", List.of(input, "rows"), List.of(result), Map.of("axis", 1));
  }

  private String lastToken(String input, String result) {
    return graph.node("", "Gather", List.of(input, "last"), List.of(result), Map.of("axis", 1));
  }

  private String norm(String name, float[] factors) {
    return graph.floats(name, factors, factors.length);
  }

  /**
   * How many neighbouring weights share a scale: few in narrow models, which lose openers
   * otherwise; as many as divide the row in wide ones, whose weights come from further away and are
   * read and summed up faster so.
   */
  private int blockSize(int columns) {
    return config.hiddenSize() <= LARGEST_IN_SMALL_BLOCKS
        ? SMALL_BLOCK_SIZE
        : largestBlock(columns);
  }

  /** As many as divide the row: a block that reaches beyond it is read in vain. */
  private static int largestBlock(int columns) {
    return Math.max(SMALL_BLOCK_SIZE, Math.min(LARGE_BLOCK_SIZE, Integer.lowestOneBit(columns)));
  }

  private static float[] transpose(float[] matrix, int rows, int columns) {
    float[] transposed = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = matrix[row * columns + column];
      }
    }
    return transposed;
  }
}

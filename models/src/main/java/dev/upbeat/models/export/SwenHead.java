package dev.upbeat.models.export;

import java.util.List;
import java.util.Map;

/**
 * Writes the end of a decoder's graph: logits, the best of them, what is asked of single tokens,
 * and statistics.
 */
final class SwenHead {
  /** Halves what a step reads of the head; what this loses, the rescoring brings back. */
  private static final int HEAD_BITS = 4;

  private static final int HEAD_BLOCK_SIZE = 64;

  private final OnnxGraph graph;
  private final GraphProducts products;
  private final Checkpoint weights;
  private final SwenConfig config;
  private final WeightForm form;

  SwenHead(OnnxGraph graph, GraphProducts products, Checkpoint weights, WeightForm form) {
    this.graph = graph;
    this.products = products;
    this.weights = weights;
    this.config = weights.config();
    this.form = form;
  }

  void write(String normalized) {
    graph.longs("candidates", Math.min(SwenGraph.CANDIDATES, config.vocabularySize()));
    if (form == WeightForm.FP32) {
      int rows = config.vocabularySize();
      products.exactProduct(
          normalized, "head", weights.head(), rows, config.hiddenSize(), "every.logits");
      products.lastToken("every.logits", "logits");
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
    products.product(normalized, "head", few, "every.logits");
    products.lastToken("every.logits", "screened");
    String lastNormalized = products.lastToken(normalized, "normalized.last");
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
}

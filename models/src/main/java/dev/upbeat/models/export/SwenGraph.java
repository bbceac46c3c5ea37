package dev.upbeat.models.export;

import static dev.upbeat.models.export.OnnxGraph.CONTRIB;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the decoder as an ONNX graph made for one short sequence on a small CPU.
 *
 * <p>Inputs: {@code input_ids} [1, tokens], the new tokens; {@code last_position} [1], index of the
 * last of them in the whole sequence; {@code total_length} (scalar), that plus one; {@code rows}
 * [rows], which of the new tokens get logits (none while only hearing: then the head is not
 * computed); {@code past_key.N} and {@code past_value.N} [1, heads, capacity, head size], the
 * caches. Outputs: {@code logits} [1, rows, vocabulary] and {@code present_key.N}/{@code
 * present_value.N}, to be bound to the very buffers of the inputs, which are then updated in place.
 */
final class SwenGraph {
  private final OnnxGraph graph = new OnnxGraph();
  private final Checkpoint checkpoint;
  private final SwenConfig config;
  private final GraphOptions options;

  /** How to write the graph: what decision 0003 measured. */
  record GraphOptions(int bits, int blockSize, int headBits, int headBlockSize, boolean splitGate) {
    static GraphOptions of(WeightForm form) {
      return switch (form) {
        case FP32 -> new GraphOptions(32, 0, 32, 0, false);
        case INT8 -> new GraphOptions(8, 128, 8, 128, false);
        case INT4 -> new GraphOptions(4, 32, 8, 128, false);
      };
    }
  }

  SwenGraph(Checkpoint checkpoint, GraphOptions options) {
    this.checkpoint = checkpoint;
    this.config = checkpoint.config();
    this.options = options;
  }

  ModelProto build(String version, Map<String, String> metadata) {
    declareInputs();
    rotaryCaches();
    String residual = embedding();
    String normalized =
        graph.node(
            "",
            "SimplifiedLayerNormalization",
            List.of(residual, norm("norm.0.attention", checkpoint.attentionNorm(0))),
            List.of("normalized.0"),
            Map.of("epsilon", (float) config.normEpsilon(), "axis", -1));
    for (int layer = 0; layer < config.layers(); layer++) {
      String attended = attention(layer, normalized);
      if (layer == config.layers() - 1) {
        // Only keys and values of the other tokens matter from here on.
        attended = gatherRows(attended, "attended.rows");
        residual = gatherRows(residual, "residual.rows");
      }
      String projected =
          matrix(
              attended,
              "attention_output." + layer,
              checkpoint.attentionOutput(layer),
              config.hiddenSize(),
              config.heads() * config.headSize());
      List<String> added =
          addAndNormalize(
              projected, residual, "feed_forward." + layer, checkpoint.feedForwardNorm(layer));
      String fed = feedForward(layer, added.get(0));
      boolean last = layer == config.layers() - 1;
      List<String> next =
          addAndNormalize(
              fed,
              added.get(1),
              "layer." + layer,
              last ? checkpoint.finalNorm() : checkpoint.attentionNorm(layer + 1));
      normalized = next.get(0);
      residual = next.get(1);
    }
    head(normalized);
    return graph.build(version, metadata);
  }

  private void declareInputs() {
    graph.input("input_ids", OnnxGraph.INT64, List.of(1, "tokens"));
    graph.input("last_position", OnnxGraph.INT32, List.of(1));
    graph.input("total_length", OnnxGraph.INT32, List.of());
    graph.input("rows", OnnxGraph.INT64, List.of("rows"));
    graph.output("logits", OnnxGraph.FLOAT, List.of(1, "rows", config.vocabularySize()));
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
    float[] table = checkpoint.embedding();
    int rows = config.vocabularySize();
    int columns = config.hiddenSize();
    if (options.headBits == 32) {
      String weights = graph.floats("embedding", table, rows, columns);
      return graph.node(
          "", "Gather", List.of(weights, "input_ids"), List.of("embedded"), Map.of("axis", 0));
    }
    // The embedding keeps 8 bits in every form: rows are read, not multiplied, so that it is free.
    BlockQuantization quantized = BlockQuantization.of(table, rows, columns, 8, 16);
    String packed = graph.bytes("embedding", quantized.packed(), rows, columns);
    String scales = graph.floats("embedding.scales", quantized.scales(), rows, quantized.blocks());
    return graph.node(
        CONTRIB,
        "GatherBlockQuantized",
        List.of(packed, "input_ids", scales),
        List.of("embedded"),
        Map.of("gather_axis", 0, "quantize_axis", 1, "block_size", 16, "bits", 8));
  }

  private String attention(int layer, String normalized) {
    String joined =
        matrix(
            normalized,
            "projection." + layer,
            checkpoint.joinedProjection(layer),
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
    float[] weights = checkpoint.gateAndUp(layer);
    String gate;
    String up;
    if (options.splitGate) {
      int middle = size * config.hiddenSize();
      float[] first = java.util.Arrays.copyOf(weights, middle);
      float[] second = java.util.Arrays.copyOfRange(weights, middle, 2 * middle);
      gate = matrix(normalized, "gate." + layer, first, size, config.hiddenSize());
      up = matrix(normalized, "up." + layer, second, size, config.hiddenSize());
    } else {
      String both = matrix(normalized, name, weights, 2 * size, config.hiddenSize());
      gate = "gate." + layer;
      up = "up." + layer;
      graph.node("", "Split", List.of(both, splits()), List.of(gate, up), Map.of("axis", -1));
    }
    String activated =
        graph.node(
            CONTRIB,
            "QuickGelu",
            List.of(gate),
            List.of("activated." + layer),
            Map.of("alpha", 1f));
    String product =
        graph.node("", "Mul", List.of(activated, up), List.of("product." + layer), Map.of());
    return matrix(product, "down." + layer, checkpoint.down(layer), config.hiddenSize(), size);
  }

  private boolean splitsDeclared;

  private String splits() {
    if (!splitsDeclared) {
      splitsDeclared = true;
      graph.longs("splits", config.intermediateSize(), config.intermediateSize());
    }
    return "splits";
  }

  private List<String> addAndNormalize(String input, String skip, String name, float[] weights) {
    String normalized = "normalized." + name;
    String sum = "sum." + name;
    graph.node(
        CONTRIB,
        "SkipSimplifiedLayerNormalization",
        List.of(input, skip, norm("norm." + name, weights)),
        List.of(normalized, "", "", sum),
        Map.of("epsilon", (float) config.normEpsilon()));
    return List.of(normalized, sum);
  }

  private void head(String normalized) {
    product(
        normalized,
        "head",
        checkpoint.head(),
        config.vocabularySize(),
        config.hiddenSize(),
        options.headBits,
        options.headBlockSize,
        "logits");
  }

  private String matrix(String input, String name, float[] weights, int rows, int columns) {
    return product(
        input, name, weights, rows, columns, options.bits, options.blockSize, name + ".result");
  }

  private String product(
      String input,
      String name,
      float[] weights,
      int rows,
      int columns,
      int bits,
      int blockSize,
      String result) {
    if (bits == 32) {
      String transposed = graph.floats(name, transpose(weights, rows, columns), columns, rows);
      return graph.node("", "MatMul", List.of(input, transposed), List.of(result), Map.of());
    }
    if (bits == -8) {
      byte[] t = new byte[rows * columns];
      float[] sc = new float[rows];
      for (int r = 0; r < rows; r++) {
        float m = 0;
        for (int k = 0; k < columns; k++) m = Math.max(m, Math.abs(weights[r * columns + k]));
        sc[r] = m / 127;
        for (int k = 0; k < columns; k++)
          t[k * rows + r] = (byte) Math.round(weights[r * columns + k] / sc[r]);
      }
      return graph.node(
          CONTRIB,
          "DynamicQuantizeMatMul",
          List.of(
              input,
              graph.constant(name, 3, t, columns, rows),
              graph.floats(name + ".scales", sc, rows)),
          List.of(result),
          Map.of());
    }
    BlockQuantization quantized = BlockQuantization.of(weights, rows, columns, bits, blockSize);
    String packed =
        graph.bytes(name, quantized.packed(), rows, quantized.blocks(), blockSize * bits / 8);
    String scales = graph.floats(name + ".scales", quantized.scales(), rows, quantized.blocks());
    return graph.node(
        CONTRIB,
        "MatMulNBits",
        new ArrayList<>(List.of(input, packed, scales)),
        List.of(result),
        Map.of(
            "K", columns,
            "N", rows,
            "bits", bits,
            "block_size", blockSize,
            "accuracy_level", 4));
  }

  private String gatherRows(String input, String result) {
    return graph.node("", "Gather", List.of(input, "rows"), List.of(result), Map.of("axis", 1));
  }

  private String norm(String name, float[] weights) {
    return graph.floats(name, weights, weights.length);
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

package dev.upbeat.models.export;

import static dev.upbeat.models.export.OnnxGraph.CONTRIB;

import java.util.List;
import java.util.Map;

/** Writes products with weights, in the form asked for, and choices of rows into a graph. */
final class GraphProducts {
  private static final int BITS = 8;

  /** The largest that ONNX Runtime has a fast kernel for. */
  private static final int LARGE_BLOCK_SIZE = 256;

  static final int SMALL_BLOCK_SIZE = 64;

  /** The widest model whose blocks are all small. */
  private static final int LARGEST_IN_SMALL_BLOCKS = 256;

  private final OnnxGraph graph;
  private final int hiddenSize;
  private final WeightForm form;

  /**
   * @param hiddenSize width of the model: what decides how large blocks may be
   */
  GraphProducts(OnnxGraph graph, int hiddenSize, WeightForm form) {
    this.graph = graph;
    this.hiddenSize = hiddenSize;
    this.form = form;
  }

  String matrix(String input, String name, float[] matrix, int rows, int columns) {
    return matrix(input, name, matrix, rows, columns, blockSize(columns));
  }

  String matrix(String input, String name, float[] matrix, int rows, int columns, int blockSize) {
    String result = name + ".result";
    return form == WeightForm.FP32
        ? exactProduct(input, name, matrix, rows, columns, result)
        : product(
            input, name, BlockQuantization.of(matrix, rows, columns, blockSize, BITS), result);
  }

  String exactProduct(
      String input, String name, float[] matrix, int rows, int columns, String result) {
    String transposed = graph.floats(name, transpose(matrix, rows, columns), columns, rows);
    return graph.node("", "MatMul", List.of(input, transposed), List.of(result), Map.of());
  }

  String product(String input, String name, BlockQuantization matrix, String result) {
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

  String rows(String input, String result) {
    return graph.node("", "Gather", List.of(input, "rows"), List.of(result), Map.of("axis", 1));
  }

  String lastToken(String input, String result) {
    return graph.node("", "Gather", List.of(input, "last"), List.of(result), Map.of("axis", 1));
  }

  /**
   * How many neighbouring weights share a scale: few in narrow models, which lose openers
   * otherwise; as many as divide the row in wide ones, whose weights come from further away and are
   * read and summed up faster so.
   */
  private int blockSize(int columns) {
    return hiddenSize <= LARGEST_IN_SMALL_BLOCKS ? SMALL_BLOCK_SIZE : largestBlock(columns);
  }

  /** As many as divide the row: a block that reaches beyond it is read in vain. */
  static int largestBlock(int columns) {
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

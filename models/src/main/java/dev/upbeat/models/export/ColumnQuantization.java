package dev.upbeat.models.export;

/**
 * Weights in 8 bits for ONNX Runtime's contrib operator DynamicQuantizeMatMul: {@code weight =
 * stored × scale}, one scale for each output, that is for each row of the checkpoint's matrix.
 *
 * @param transposed columns × rows signed bytes
 * @param scales rows
 */
@SuppressWarnings("ArrayRecordComponent")
record ColumnQuantization(byte[] transposed, float[] scales) {
  private static final int LARGEST = 127;

  static ColumnQuantization of(float[] weights, int rows, int columns) {
    byte[] transposed = new byte[weights.length];
    float[] scales = new float[rows];
    for (int row = 0; row < rows; row++) {
      float extreme = 0;
      for (int column = 0; column < columns; column++) {
        extreme = Math.max(extreme, Math.abs(weights[row * columns + column]));
      }
      scales[row] = extreme / LARGEST;
      for (int column = 0; column < columns && extreme > 0; column++) {
        int level = Math.round(weights[row * columns + column] / extreme * LARGEST);
        transposed[column * rows + row] = (byte) level;
      }
    }
    return new ColumnQuantization(transposed, scales);
  }
}

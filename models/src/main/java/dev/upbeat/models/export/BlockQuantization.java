package dev.upbeat.models.export;

/**
 * Weights in 8 bits, in the layout of ONNX Runtime's contrib operator MatMulNBits without zero
 * points: {@code weight = (stored - 128) × scale}, one scale for each block of consecutive columns
 * of a row.
 *
 * @param packed rows × blocks × blockSize bytes; a last block that is not full is padded
 * @param scales rows × blocks
 */
@SuppressWarnings("ArrayRecordComponent")
record BlockQuantization(int rows, int columns, int blockSize, byte[] packed, float[] scales) {
  private static final int ZERO = 128;

  static BlockQuantization of(float[] weights, int rows, int columns, int blockSize) {
    int blocks = (columns + blockSize - 1) / blockSize;
    byte[] packed = new byte[rows * blocks * blockSize];
    float[] scales = new float[rows * blocks];
    for (int row = 0; row < rows; row++) {
      for (int block = 0; block < blocks; block++) {
        int from = row * columns + block * blockSize;
        int count = Math.min(blockSize, columns - block * blockSize);
        int index = row * blocks + block;
        float scale = extreme(weights, from, count) / -ZERO;
        scales[index] = scale;
        for (int i = 0; i < blockSize; i++) {
          packed[index * blockSize + i] =
              (byte) (i < count && scale != 0 ? stored(weights[from + i] / scale) : ZERO);
        }
      }
    }
    return new BlockQuantization(rows, columns, blockSize, packed, scales);
  }

  int blocks() {
    return (columns + blockSize - 1) / blockSize;
  }

  /** The weight as the runtime will see it. */
  float weight(int row, int column) {
    int index = row * blocks() + column / blockSize;
    return ((packed[index * blockSize + column % blockSize] & 0xff) - ZERO) * scales[index];
  }

  private static int stored(float level) {
    return Math.min(Math.max(Math.round(level), -ZERO), ZERO - 1) + ZERO;
  }

  /** The weight farthest from zero, with its sign: it gets the lowest level, which has no twin. */
  private static float extreme(float[] weights, int from, int count) {
    float extreme = 0;
    for (int i = from; i < from + count; i++) {
      if (Math.abs(weights[i]) > Math.abs(extreme)) {
        extreme = weights[i];
      }
    }
    return extreme;
  }
}

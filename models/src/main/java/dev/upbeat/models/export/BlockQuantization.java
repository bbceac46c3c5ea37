package dev.upbeat.models.export;

/**
 * Weights in few bits, in the layout of ONNX Runtime's contrib operator MatMulNBits without zero
 * points: {@code weight = (stored - 2^(bits - 1)) × scale}, one scale for each block of consecutive
 * columns of a row.
 *
 * @param bits 4 or 8
 * @param packed rows × blocks × blockSize numbers, the first of a byte in its lowest bits; a last
 *     block that is not full is padded
 * @param scales rows × blocks
 */
@SuppressWarnings("ArrayRecordComponent")
record BlockQuantization(
    int rows, int columns, int blockSize, int bits, byte[] packed, float[] scales) {

  static BlockQuantization of(float[] weights, int rows, int columns, int blockSize, int bits) {
    int blocks = blocks(columns, blockSize);
    int perByte = 8 / bits;
    int zero = zero(bits);
    byte[] packed = new byte[rows * blocks * blockSize / perByte];
    float[] scales = new float[rows * blocks];
    for (int row = 0; row < rows; row++) {
      for (int block = 0; block < blocks; block++) {
        int from = row * columns + block * blockSize;
        int count = Math.min(blockSize, columns - block * blockSize);
        int index = row * blocks + block;
        float scale = extreme(weights, from, count) / -zero;
        scales[index] = scale;
        for (int i = 0; i < blockSize; i++) {
          int stored = i < count && scale != 0 ? stored(weights[from + i] / scale, zero) : zero;
          int at = index * blockSize + i;
          packed[at / perByte] |= (byte) (stored << at % perByte * bits);
        }
      }
    }
    return new BlockQuantization(rows, columns, blockSize, bits, packed, scales);
  }

  int blocks() {
    return blocks(columns, blockSize);
  }

  private static int blocks(int columns, int blockSize) {
    return (columns + blockSize - 1) / blockSize;
  }

  private static int zero(int bits) {
    return 1 << (bits - 1);
  }

  private static int stored(float level, int zero) {
    return Math.min(Math.max(Math.round(level), -zero), zero - 1) + zero;
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

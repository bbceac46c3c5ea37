package dev.upbeat.models.export;

/**
 * Weights in 4 or 8 bits, in the layout of ONNX Runtime's contrib operators MatMulNBits and
 * GatherBlockQuantized without zero points: {@code weight = (stored - 2^(bits-1)) × scale}, one
 * scale for each block of consecutive columns of a row; of two 4-bit weights the first is in the
 * low half.
 *
 * @param packed rows × blocks × (blockSize × bits / 8) bytes; a last block that is not full is
 *     padded
 * @param scales rows × blocks
 */
record BlockQuantization(
    int rows, int columns, int bits, int blockSize, byte[] packed, float[] scales) {

  static BlockQuantization of(float[] weights, int rows, int columns, int bits, int blockSize) {
    int blocks = (columns + blockSize - 1) / blockSize;
    int blockBytes = blockSize * bits / 8;
    byte[] packed = new byte[rows * blocks * blockBytes];
    float[] scales = new float[rows * blocks];
    for (int row = 0; row < rows; row++) {
      for (int block = 0; block < blocks; block++) {
        int from = row * columns + block * blockSize;
        int count = Math.min(blockSize, columns - block * blockSize);
        int index = row * blocks + block;
        float scale =
            bits == 8 ? extreme(weights, from, count) / -128 : bestScale(weights, from, count);
        scales[index] = scale;
        for (int i = 0; i < blockSize; i++) {
          int level = i < count ? level(weights[from + i], scale, bits) : 1 << (bits - 1);
          int at = index * blockBytes + i * bits / 8;
          packed[at] |= (byte) (bits == 8 ? level : level << 4 * (i & 1));
        }
      }
    }
    return new BlockQuantization(rows, columns, bits, blockSize, packed, scales);
  }

  int blocks() {
    return (columns + blockSize - 1) / blockSize;
  }

  /** The weight as the runtime will see it. */
  float weight(int row, int column) {
    int index = row * blocks() + column / blockSize;
    int bytesBefore = index * (blockSize * bits / 8) + column % blockSize * bits / 8;
    int stored = packed[bytesBefore] & 0xff;
    int level = bits == 8 ? stored : stored >> 4 * (column & 1) & 0xf;
    return (level - (1 << (bits - 1))) * scales[index];
  }

  private static int level(float weight, float scale, int bits) {
    int half = 1 << (bits - 1);
    int level = scale == 0 ? 0 : Math.round(weight / scale);
    return Math.min(Math.max(level, -half), half - 1) + half;
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

  /** With 16 levels it pays to clip the extreme a little: the scale of least squared error. */
  private static float bestScale(float[] weights, int from, int count) {
    float extreme = extreme(weights, from, count);
    float best = extreme / -8;
    double bestError = Double.MAX_VALUE;
    for (int step = 0; step <= 24; step++) {
      float scale = extreme / (-8.6f + 0.1f * step);
      double error = 0;
      for (int i = from; i < from + count && error < bestError; i++) {
        double difference = (level(weights[i], scale, 4) - 8) * scale - weights[i];
        error += difference * difference;
      }
      if (error < bestError) {
        bestError = error;
        best = scale;
      }
    }
    return best;
  }
}

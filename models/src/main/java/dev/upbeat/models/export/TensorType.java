package dev.upbeat.models.export;

import java.nio.ByteBuffer;

/** The number formats a checkpoint may store its weights in. */
enum TensorType {
  F32(4) {
    @Override
    float read(ByteBuffer bytes, int index) {
      return bytes.getFloat(4 * index);
    }
  },
  F16(2) {
    @Override
    float read(ByteBuffer bytes, int index) {
      return halfToFloat(bytes.getShort(2 * index));
    }
  },
  BF16(2) {
    @Override
    float read(ByteBuffer bytes, int index) {
      return Float.intBitsToFloat(bytes.getShort(2 * index) << 16);
    }
  };

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one number. */
  int bytes() {
    return bytes;
  }

  /** The number at this index of a little-endian buffer. */
  abstract float read(ByteBuffer bytes, int index);

  /** IEEE 754 binary16 to binary32; the JDK has it from 20 on only. */
  static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
    }
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    return Float.intBitsToFloat(sign | exponent + 112 << 23 | fraction << 13);
  }
}

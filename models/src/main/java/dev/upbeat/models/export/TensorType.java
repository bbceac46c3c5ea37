package dev.upbeat.models.export;

import java.nio.ByteBuffer;

/** The number formats a checkpoint may store its weights in. */
enum TensorType {
  F32(4) {
    @Override
    float read(ByteBuffer bytes, int index) {
      return bytes.getFloat(4 * index);
    }

    @Override
    void write(ByteBuffer bytes, float number) {
      bytes.putFloat(number);
    }
  },
  F16(2) {
    @Override
    float read(ByteBuffer bytes, int index) {
      return halfToFloat(bytes.getShort(2 * index));
    }

    @Override
    void write(ByteBuffer bytes, float number) {
      bytes.putShort(floatToHalf(number));
    }
  },
  BF16(2) {
    @Override
    float read(ByteBuffer bytes, int index) {
      return Float.intBitsToFloat(bytes.getShort(2 * index) << 16);
    }

    @Override
    void write(ByteBuffer bytes, float number) {
      bytes.putShort((short) ((Float.floatToRawIntBits(number) + 0x8000) >>> 16));
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

  /** Appends a number, rounded, to a little-endian buffer. */
  abstract void write(ByteBuffer bytes, float number);

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

  /** binary32 to binary16, rounded to nearest even; too large becomes infinite. */
  static short floatToHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    if (magnitude >= 65520) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
    }
    // Adding half of the last kept bit, less one if it is even already, carries into the exponent
    // too.
    int rounded = (bits & 0x7fffffff) + 0xfff + (bits >>> 13 & 1);
    return (short) (sign | (rounded >>> 13) - (112 << 10));
  }
}

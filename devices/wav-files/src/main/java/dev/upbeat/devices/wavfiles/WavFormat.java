package dev.upbeat.devices.wavfiles;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the {@code fmt } chunk says.
 *
 * @param encoding how one sample of one channel is stored
 * @param channels 1…64
 * @param sampleRate in Hz
 */
record WavFormat(Encoding encoding, int channels, int sampleRate) {
  static final int PCM = 1;
  static final int FLOAT = 3;
  static final int A_LAW = 6;
  static final int MU_LAW = 7;
  static final int EXTENSIBLE = 0xFFFE;

  /** The bytes of one sample in every channel. */
  int frameBytes() {
    return channels * encoding.bytes;
  }

  /** Full scale ±1 to 16 bits; what is beyond is clipped. */
  static short toShort(double value) {
    long rounded = Math.round(value * 32_768);
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
  }

  /** How a sample is stored. Reading moves the buffer (little-endian) on; full scale is ±1. */
  enum Encoding {
    UNSIGNED_8(1) {
      @Override
      double read(ByteBuffer buffer) {
        return ((buffer.get() & 0xFF) - 128) / 128.0;
      }
    },
    SIGNED_16(2) {
      @Override
      double read(ByteBuffer buffer) {
        return buffer.getShort() / 32_768.0;
      }
    },
    SIGNED_24(3) {
      @Override
      double read(ByteBuffer buffer) {
        int low = (buffer.get() & 0xFF) | (buffer.get() & 0xFF) << 8;
        return (low | buffer.get() << 16) / 8_388_608.0;
      }
    },
    SIGNED_32(4) {
      @Override
      double read(ByteBuffer buffer) {
        return buffer.getInt() / 2_147_483_648.0;
      }
    },
    FLOAT_32(4) {
      @Override
      double read(ByteBuffer buffer) {
        return buffer.getFloat();
      }
    },
    FLOAT_64(8) {
      @Override
      double read(ByteBuffer buffer) {
        return buffer.getDouble();
      }
    },
    /** ITU-T G.711, European telephony. */
    A_LAW_8(1) {
      @Override
      double read(ByteBuffer buffer) {
        int code = (buffer.get() & 0xFF) ^ 0x55;
        int exponent = code >> 4 & 7;
        int mantissa = (code & 15) << 4 | 8;
        int magnitude = exponent == 0 ? mantissa : (mantissa | 0x100) << (exponent - 1);
        return (code >= 128 ? magnitude : -magnitude) / 32_768.0;
      }
    },
    /** ITU-T G.711, American and Japanese telephony. */
    MU_LAW_8(1) {
      @Override
      double read(ByteBuffer buffer) {
        int code = ~buffer.get() & 0xFF;
        int magnitude = (((code & 15) << 3 | 0x84) << (code >> 4 & 7)) - 0x84;
        return (code >= 128 ? -magnitude : magnitude) / 32_768.0;
      }
    };

    private final int bytes;

    Encoding(int bytes) {
      this.bytes = bytes;
    }

    abstract double read(ByteBuffer buffer);

    /**
     * @param tag the format tag, that of the extension if there is one
     * @param containerBytes the bytes a sample takes; fewer valid bits lie at its upper end
     */
    static Optional<Encoding> of(int tag, int containerBytes) {
      return Optional.ofNullable(
          switch (tag * 16 + containerBytes) {
            case PCM * 16 + 1 -> UNSIGNED_8;
            case PCM * 16 + 2 -> SIGNED_16;
            case PCM * 16 + 3 -> SIGNED_24;
            case PCM * 16 + 4 -> SIGNED_32;
            case FLOAT * 16 + 4 -> FLOAT_32;
            case FLOAT * 16 + 8 -> FLOAT_64;
            case A_LAW * 16 + 1 -> A_LAW_8;
            case MU_LAW * 16 + 1 -> MU_LAW_8;
            default -> null;
          });
    }
  }
}

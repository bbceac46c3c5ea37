package dev.upbeat.models.text;

import java.util.Arrays;

/**
 * The one-to-one map of bytes to printable characters that byte-level vocabularies are written in
 * (GPT-2's): printable Latin-1 stands for itself, the other bytes for characters from U+0100 on.
 */
final class ByteAlphabet {
  private static final int[] BYTES = new int[0x200];

  static {
    Arrays.fill(BYTES, -1);
    int next = 0x100;
    for (int value = 0; value < 256; value++) {
      boolean printable =
          value >= '!' && value <= '~' || value >= 0xa1 && value <= 0xac || value >= 0xae;
      BYTES[printable ? value : next++] = value;
    }
  }

  private ByteAlphabet() {}

  /** The bytes a token stands for; characters outside of the alphabet are left out. */
  static byte[] read(String token) {
    byte[] bytes = new byte[token.length()];
    int count = 0;
    for (int i = 0; i < token.length(); i++) {
      char character = token.charAt(i);
      int value = character < BYTES.length ? BYTES[character] : -1;
      if (value >= 0) {
        bytes[count++] = (byte) value;
      }
    }
    return Arrays.copyOf(bytes, count);
  }
}

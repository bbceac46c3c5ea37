package dev.upbeat.models.text;

import java.nio.charset.StandardCharsets;

/**
 * The one-to-one map of bytes to printable characters that byte-level vocabularies are written in
 * (GPT-2's): printable Latin-1 stands for itself, the other bytes for characters from U+0100 on.
 */
final class ByteAlphabet {
  private static final char[] CHARACTERS = new char[256];
  private static final int[] BYTES = new int[0x200];

  static {
    java.util.Arrays.fill(BYTES, -1);
    int next = 0x100;
    for (int value = 0; value < 256; value++) {
      boolean printable =
          value >= '!' && value <= '~' || value >= 0xa1 && value <= 0xac || value >= 0xae;
      CHARACTERS[value] = (char) (printable ? value : next++);
      BYTES[CHARACTERS[value]] = value;
    }
  }

  private ByteAlphabet() {}

  /** The text's UTF-8 bytes, each as its character. */
  static String write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    char[] characters = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      characters[i] = CHARACTERS[bytes[i] & 0xff];
    }
    return new String(characters);
  }

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
    return java.util.Arrays.copyOf(bytes, count);
  }
}

package dev.upbeat.server.markdown;

/** Characters that no voice says. */
final class Unspeakable {
  private Unspeakable() {}

  /** Pictures and the lines that tables are drawn with: they part words. */
  static boolean isPicture(int c) {
    return c >= 0x1F000 && c <= 0x1FAFF
        || c >= 0x2600 && c <= 0x27BF && !isMusical(c)
        || c >= 0x2500 && c <= 0x259F
        || c >= 0x2B00 && c <= 0x2BFF
        || c == '•'
        || c == '◦'
        || c == '▪'
        || c == '‣';
  }

  /** Flat, natural, sharp. */
  private static boolean isMusical(int c) {
    return c >= 0x266D && c <= 0x266F;
  }

  /** Joins, selects, quotes or controls: nothing is there. */
  static boolean isMute(int c) {
    int type = Character.getType(c);
    return c >= 0xFE00 && c <= 0xFE0F
        || c >= 0xE0000 && c <= 0xE007F
        || c == 0x20E3
        || c == 0xFFFD
        || "“”„‟«»‹›".indexOf(c) >= 0
        || Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED;
  }
}

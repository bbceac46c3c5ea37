package dev.upbeat.server.markdown;

/** Whether a line without leading pipe is a table's head: the rule below it says so. */
final class TableHead {
  private static final int LONGEST = 1_000;

  private TableHead() {}

  /** Positive if so, {@link Cursor#NO} if not; the cursor is at a pipe. */
  static int at(Cursor cursor) {
    int i = 1;
    while (cursor.peek(i) >= 0 && cursor.peek(i) != '\n') {
      i++;
    }
    if (cursor.isOpenAt(i)) {
      return i > LONGEST ? Cursor.NO : Cursor.WAIT;
    }
    if (cursor.peek(i) == Cursor.END) {
      return Cursor.NO;
    }
    int end = cursor.skip(i + 1, "|:- \t\r");
    if (cursor.isOpenAt(end)) {
      return Cursor.WAIT;
    }
    String rule = cursor.slice(i + 1, end);
    boolean ends = cursor.peek(end) == '\n' || cursor.peek(end) == Cursor.END;
    return ends && rule.contains("-") && rule.contains("|") ? 1 : Cursor.NO;
  }
}

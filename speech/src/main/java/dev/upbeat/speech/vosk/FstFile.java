package dev.upbeat.speech.vosk;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The header of an OpenFst file, as far as it tells how long the file must be.
 *
 * @param type the kind of automaton, such as {@code const} or {@code olabel_lookahead}
 * @param holdsWords whether a table of output words is inside
 * @param bytes the file's least possible length
 * @see <a href="https://www.openfst.org">OpenFst: fst.h, const-fst.h, add-on.h</a>
 */
record FstFile(String type, boolean holdsWords, long bytes) {
  private static final int MAGIC = 2125659606;
  private static final int ADD_ON_MAGIC = 446681434;
  private static final int HEADER_BYTES = 4096;
  private static final int HAS_INPUT_SYMBOLS = 1;
  private static final int HAS_OUTPUT_SYMBOLS = 2;
  private static final int CONST_STATE_BYTES = 20;
  private static final int CONST_ARC_BYTES = 16;

  /**
   * Reads the header and compares the length.
   *
   * @throws dev.upbeat.core.UpbeatException {@code model-file-damaged} if it is none, or too short
   */
  static FstFile check(VoskModelFiles files, String name) {
    Path path = files.requireFilled(name);
    FstFile header;
    try {
      header = parse(files.read(name, 0, HEADER_BYTES));
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw files.damaged(name, "does not begin like an OpenFst file", e);
    }
    if (files.size(path) < header.bytes()) {
      throw files.damaged(
          name, "is " + files.size(path) + " bytes, expected at least " + header.bytes(), null);
    }
    return header;
  }

  static FstFile parse(ByteBuffer buffer) {
    expect(MAGIC, buffer.getInt());
    String type = text(buffer);
    text(buffer); // arc type
    buffer.getInt(); // version
    int flags = buffer.getInt();
    buffer.getLong(); // properties
    buffer.getLong(); // start state
    long states = buffer.getLong();
    long arcs = buffer.getLong();
    boolean words = (flags & HAS_OUTPUT_SYMBOLS) != 0;
    boolean noTables = (flags & (HAS_INPUT_SYMBOLS | HAS_OUTPUT_SYMBOLS)) == 0;
    long end = buffer.position();
    if (type.equals("const")) {
      end += CONST_STATE_BYTES * states + CONST_ARC_BYTES * arcs;
    } else if (type.endsWith("lookahead") && noTables) {
      expect(ADD_ON_MAGIC, buffer.getInt());
      end = parse(buffer).bytes();
    }
    return new FstFile(type, words, end);
  }

  private static void expect(int wanted, int found) {
    if (wanted != found) {
      throw new IllegalArgumentException("magic number " + found + ", expected " + wanted);
    }
  }

  private static String text(ByteBuffer buffer) {
    int length = buffer.getInt();
    if (length < 0 || length > 64) {
      throw new IllegalArgumentException("name of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}

package dev.upbeat.models.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A byte-level BPE vocabulary in flat arrays, which load in a millisecond where {@code
 * tokenizer.json} takes a quarter of a second on a cold JVM.
 *
 * @param splitDigits whether each digit is a token of its own
 * @param special ids of the special tokens by their text
 * @param byteIds the id of each single byte, -1 if it has none
 * @param pairs left and right id of each merge in one number, ascending
 * @param ranks of the merges, the least first
 * @param results what the merges make
 * @param ends where each id's bytes end in {@code bytes}; they begin where those of the id before
 *     end
 */
@SuppressWarnings("ArrayRecordComponent")
record Vocabulary(
    boolean splitDigits,
    Map<String, Integer> special,
    int[] byteIds,
    long[] pairs,
    int[] ranks,
    int[] results,
    int[] ends,
    byte[] bytes) {
  private static final int MAGIC = 0x55424231;

  /** Longer runs without a blank are no words; cutting them keeps the work linear. */
  private static final int LONGEST_WORD = 512;

  /** A merge of a vocabulary file. */
  record Merge(int left, int right, int rank, int result) {
    long pair() {
      return (long) left << 32 | right;
    }
  }

  static Vocabulary of(
      boolean splitDigits,
      Map<String, Integer> special,
      int[] byteIds,
      List<Merge> merges,
      byte[][] tokens) {
    Merge[] sorted =
        merges.stream()
            .sorted((one, other) -> Long.compare(one.pair(), other.pair()))
            .toArray(Merge[]::new);
    int[] ends = new int[tokens.length];
    int length = 0;
    for (int id = 0; id < tokens.length; id++) {
      length += tokens[id].length;
      ends[id] = length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (byte[] token : tokens) {
      bytes.put(token);
    }
    return new Vocabulary(
        splitDigits,
        special,
        byteIds,
        Arrays.stream(sorted).mapToLong(Merge::pair).toArray(),
        Arrays.stream(sorted).mapToInt(Merge::rank).toArray(),
        Arrays.stream(sorted).mapToInt(Merge::result).toArray(),
        ends,
        bytes.array());
  }

  /** Splits the bytes of one word into ids. */
  void split(byte[] word, int from, int to, IntStream.Builder into) {
    if (to - from > LONGEST_WORD) {
      split(word, from, from + LONGEST_WORD, into);
      split(word, from + LONGEST_WORD, to, into);
      return;
    }
    int[] ids = new int[to - from];
    int count = 0;
    for (int i = from; i < to; i++) {
      int id = byteIds[word[i] & 0xff];
      if (id >= 0) {
        ids[count++] = id;
      }
    }
    for (int best = best(ids, count); best >= 0; best = best(ids, count)) {
      ids[best] = results[find(ids[best], ids[best + 1])];
      System.arraycopy(ids, best + 2, ids, best + 1, count - best - 2);
      count--;
    }
    for (int i = 0; i < count; i++) {
      into.add(ids[i]);
    }
  }

  /** The bytes an id stands for; none for a special token or an unknown id. */
  byte[] token(int id) {
    return id < 0 || id >= ends.length
        ? new byte[0]
        : Arrays.copyOfRange(bytes, id == 0 ? 0 : ends[id - 1], ends[id]);
  }

  private int best(int[] ids, int count) {
    int best = -1;
    int bestRank = Integer.MAX_VALUE;
    for (int i = 0; i + 1 < count; i++) {
      int merge = find(ids[i], ids[i + 1]);
      if (merge >= 0 && ranks[merge] < bestRank) {
        bestRank = ranks[merge];
        best = i;
      }
    }
    return best;
  }

  private int find(int left, int right) {
    return Arrays.binarySearch(pairs, (long) left << 32 | right);
  }

  /** As bytes that {@link #read} understands. */
  byte[] write() {
    int text = special.keySet().stream().mapToInt(key -> utf8(key).length + 8).sum();
    ByteBuffer out =
        ByteBuffer.allocate(
            64 + text + 4 * byteIds.length + 16 * pairs.length + 4 * ends.length + bytes.length);
    out.putInt(MAGIC).putInt(splitDigits ? 1 : 0).putInt(special.size());
    special.forEach((key, id) -> out.putInt(id).putInt(utf8(key).length).put(utf8(key)));
    putInts(out, byteIds);
    putInts(out, ranks);
    putInts(out, results);
    out.asLongBuffer().put(pairs);
    out.position(out.position() + 8 * pairs.length);
    putInts(out, ends);
    out.putInt(bytes.length).put(bytes);
    return Arrays.copyOf(out.array(), out.position());
  }

  /**
   * The vocabulary written before.
   *
   * @throws IOException if these aren't the bytes of one
   */
  static Vocabulary read(byte[] stored) throws IOException {
    try {
      ByteBuffer in = ByteBuffer.wrap(stored);
      if (in.getInt() != MAGIC) {
        throw new IOException("not a vocabulary of this version");
      }
      boolean splitDigits = in.getInt() == 1;
      Map<String, Integer> special = new LinkedHashMap<>();
      for (int left = in.getInt(); left > 0; left--) {
        int id = in.getInt();
        byte[] key = new byte[in.getInt()];
        in.get(key);
        special.put(new String(key, StandardCharsets.UTF_8), id);
      }
      int[] byteIds = ints(in);
      int[] ranks = ints(in);
      int[] results = ints(in);
      long[] pairs = new long[ranks.length];
      in.asLongBuffer().get(pairs);
      in.position(in.position() + 8 * pairs.length);
      int[] ends = ints(in);
      byte[] bytes = new byte[in.getInt()];
      in.get(bytes);
      return new Vocabulary(splitDigits, special, byteIds, pairs, ranks, results, ends, bytes);
    } catch (java.nio.BufferUnderflowException | NegativeArraySizeException e) {
      throw new IOException("a vocabulary is cut off", e);
    }
  }

  private static void putInts(ByteBuffer out, int[] numbers) {
    out.putInt(numbers.length);
    out.asIntBuffer().put(numbers);
    out.position(out.position() + 4 * numbers.length);
  }

  private static int[] ints(ByteBuffer in) {
    int[] numbers = new int[in.getInt()];
    in.asIntBuffer().get(numbers);
    in.position(in.position() + 4 * numbers.length);
    return numbers;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

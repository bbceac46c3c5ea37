package dev.upbeat.models.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The merges of a byte-pair encoding: splits one word, written in the byte alphabet, into ids. */
final class BytePairMerges {
  /** Longer runs without a blank are no words; cutting them keeps the work linear. */
  private static final int LONGEST_WORD = 512;

  private record Merge(int rank, int result) {}

  private final Map<String, Integer> vocabulary;
  private final Map<Long, Merge> merges;

  /**
   * @param pairs left and right token of each merge, the most important first; pairs whose tokens
   *     or result are not in the vocabulary are left out
   */
  BytePairMerges(Map<String, Integer> vocabulary, List<String[]> pairs) {
    this.vocabulary = vocabulary;
    this.merges = new HashMap<>(2 * pairs.size());
    for (int rank = 0; rank < pairs.size(); rank++) {
      String[] pair = pairs.get(rank);
      Integer left = vocabulary.get(pair[0]);
      Integer right = vocabulary.get(pair[1]);
      Integer result = vocabulary.get(pair[0] + pair[1]);
      if (left != null && right != null && result != null) {
        merges.putIfAbsent(key(left, right), new Merge(rank, result));
      }
    }
  }

  int[] split(String word) {
    if (word.length() > LONGEST_WORD) {
      int[] head = split(word.substring(0, LONGEST_WORD));
      int[] tail = split(word.substring(LONGEST_WORD));
      int[] all = Arrays.copyOf(head, head.length + tail.length);
      System.arraycopy(tail, 0, all, head.length, tail.length);
      return all;
    }
    int[] ids = new int[word.length()];
    int count = 0;
    for (int i = 0; i < word.length(); i++) {
      Integer id = vocabulary.get(word.substring(i, i + 1));
      if (id != null) {
        ids[count++] = id;
      }
    }
    while (count > 1) {
      int at = -1;
      Merge best = null;
      for (int i = 0; i + 1 < count; i++) {
        Merge merge = merges.get(key(ids[i], ids[i + 1]));
        if (merge != null && (best == null || merge.rank < best.rank)) {
          best = merge;
          at = i;
        }
      }
      if (best == null) {
        break;
      }
      ids[at] = best.result;
      System.arraycopy(ids, at + 2, ids, at + 1, count - at - 2);
      count--;
    }
    return Arrays.copyOf(ids, count);
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right;
  }
}

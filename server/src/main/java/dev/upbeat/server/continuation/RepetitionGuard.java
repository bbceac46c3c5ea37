package dev.upbeat.server.continuation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Notices when a small model begins to go round in circles. */
final class RepetitionGuard {
  private static final int SHINGLE = 3;
  private static final double TOO_MUCH = 0.6;
  private static final int LONGEST_PHRASE = 8;

  private final Set<List<String>> seen = new HashSet<>();

  /**
   * Whether a sentence says mostly what others said before; remembers it.
   *
   * @param sentence complete
   */
  boolean repeats(String sentence) {
    List<List<String>> shingles = shingles(Words.of(sentence).texts());
    long known = shingles.stream().filter(seen::contains).count();
    seen.addAll(shingles);
    return !shingles.isEmpty() && known >= TOO_MUCH * shingles.size();
  }

  /**
   * Whether the words end in a phrase said twice running (three times for one word), or in four
   * words that this sentence has already held twice.
   */
  static boolean loops(List<String> words) {
    int size = words.size();
    for (int length = 1; length <= LONGEST_PHRASE; length++) {
      int times = length == 1 ? 3 : 2;
      if (size < times * length) {
        break;
      }
      boolean same = true;
      for (int i = size - (times - 1) * length; i < size && same; i++) {
        same = words.get(i).equals(words.get(i - length));
      }
      if (same) {
        return true;
      }
    }
    return size >= 12 && count(words, words.subList(size - 4, size)) >= 3;
  }

  /** How many of the last words say again, in order, what came just before them. */
  static int repeatedTail(List<String> words) {
    int longest = 0;
    for (int length = 2; length <= LONGEST_PHRASE; length++) {
      int run = 0;
      int i = words.size() - 1;
      while (i - length >= 0 && run < length && words.get(i).equals(words.get(i - length))) {
        run++;
        i--;
      }
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static int count(List<String> words, List<String> phrase) {
    int count = 0;
    for (int i = 0; i + phrase.size() <= words.size(); i++) {
      if (words.subList(i, i + phrase.size()).equals(phrase)) {
        count++;
      }
    }
    return count;
  }

  private static List<List<String>> shingles(List<String> words) {
    List<List<String>> shingles = new ArrayList<>();
    int length = Math.min(SHINGLE, words.size());
    for (int i = 0; length > 0 && i + length <= words.size(); i++) {
      shingles.add(List.copyOf(words.subList(i, i + length)));
    }
    return shingles;
  }
}

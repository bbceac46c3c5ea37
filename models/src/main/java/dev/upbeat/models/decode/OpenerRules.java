package dev.upbeat.models.decode;

import dev.upbeat.models.text.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an opener must not say, whatever the model thinks of it. Immutable. */
public final class OpenerRules {
  private final Set<String> profanity;
  private final Set<String> numberWords;

  public OpenerRules() {
    this.profanity = Words.resource("profanity-en.txt");
    this.numberWords = Words.resource("number-words-en.txt");
  }

  /** Whether a word states a number that the request doesn't. */
  boolean isUnheardNumber(String word, Set<String> requestWords) {
    boolean digits = word.chars().anyMatch(Character::isDigit);
    return (digits || numberWords.contains(word)) && !requestWords.contains(word);
  }

  /** Judges a finished draft; words are in lower case, without punctuation. */
  Draft.Refusal judge(String text, List<String> words, List<String> requestWords, int minWords) {
    if (words.size() < minWords) {
      return Draft.Refusal.TOO_SHORT;
    }
    if (text.chars()
        .anyMatch(character -> character == 0xfffd || Character.isISOControl(character))) {
      return Draft.Refusal.UNSPEAKABLE;
    }
    if (words.stream().anyMatch(profanity::contains)) {
      return Draft.Refusal.PROFANITY;
    }
    if (repeatsItself(words) || isTail(words, requestWords)) {
      return Draft.Refusal.REPETITION;
    }
    return Draft.Refusal.NONE;
  }

  /**
   * Where the last words of a text begin that only say again what stood before: a word twice in a
   * row, or a pair of words that occurred; -1 if they don't.
   */
  int startOfRepetition(String text) {
    List<String> words = Words.of(text);
    int count = words.size();
    if (count < 2) {
      return -1;
    }
    String last = words.get(count - 1);
    if (last.equals(words.get(count - 2))) {
      return Words.startOfLast(text, 1);
    }
    for (int i = 0; i + 2 < count; i++) {
      if (words.get(i).equals(words.get(count - 2)) && words.get(i + 1).equals(last)) {
        return Words.startOfLast(text, 2);
      }
    }
    return -1;
  }

  /** "the capital of peru" alone says nothing; "the capital of peru is" begins an answer. */
  private static boolean isTail(List<String> words, List<String> requestWords) {
    int from = requestWords.size() - words.size();
    return from >= 0 && requestWords.subList(from, requestWords.size()).equals(words);
  }

  private static boolean repeatsItself(List<String> words) {
    Set<List<String>> pairs = new HashSet<>();
    for (int i = 0; i + 2 <= words.size(); i++) {
      if (words.get(i).equals(words.get(i + 1)) || !pairs.add(words.subList(i, i + 2))) {
        return true;
      }
    }
    return false;
  }
}

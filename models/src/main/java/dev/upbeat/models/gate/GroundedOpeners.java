package dev.upbeat.models.gate;

import dev.upbeat.models.text.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Openers that commit to nothing but name what was asked: "About your shampoo,". Thread-safe.
 *
 * <p>Only where the words leave no doubt where the name of the matter begins and ends: a
 * determiner, one content word, then a function word or the end.
 */
public final class GroundedOpeners {
  private static final Map<String, String> DETERMINERS =
      Map.of(
          "my", "your", "our", "your", "the", "the", "this", "this", "these", "these", "those",
          "those");

  /** What "the" may stand before without naming anything: "the best way", "the other day". */
  private final Set<String> noMatter = Words.resource("no-matter-en.txt");

  private final Set<String> commonWords = Words.resource("common-words-en.txt");
  private final Set<String> followers = Words.resource("function-words-en.txt");

  /** The opener for a request (normalized); empty if nothing can be named safely. */
  public Optional<String> of(String request) {
    List<String> words = Words.of(request);
    for (int i = words.size() - 2; i >= 0; i--) {
      String said = DETERMINERS.get(words.get(i));
      String matter = words.get(i + 1);
      boolean ends = i + 2 == words.size() || followers.contains(words.get(i + 2));
      if (said != null && ends && names(matter)) {
        return Optional.of("About " + said + " " + matter + ",");
      }
    }
    return Optional.empty();
  }

  private boolean names(String word) {
    return word.length() > 2
        && word.chars().allMatch(Character::isLetter)
        && !commonWords.contains(word)
        && !noMatter.contains(word);
  }
}

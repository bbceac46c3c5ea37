package dev.upbeat.models.gate;

import dev.upbeat.core.dialogue.OpenerToken;
import dev.upbeat.models.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How an opener is worded: what {@link GateFeatures} asks besides the model's own probabilities.
 */
final class OpenerWording {
  /** A capital inside a word, or punctuation that nothing separates from the next letter. */
  private static final Pattern MALFORMED = Pattern.compile("[\\p{L}\\p{N}_'][A-Z]|[:;,][A-Za-z]");

  private static final Pattern FIRST_PERSON = Pattern.compile("I(?:'[a-z]+)?[,:;.!?]*");
  private static final Map<String, String> OTHER_SIDE =
      Map.ofEntries(
          Map.entry("my", "your"),
          Map.entry("mine", "yours"),
          Map.entry("i", "you"),
          Map.entry("me", "you"),
          Map.entry("am", "are"),
          Map.entry("i'm", "you're"),
          Map.entry("myself", "yourself"),
          Map.entry("your", "my"),
          Map.entry("you", "i"),
          Map.entry("our", "your"),
          Map.entry("we", "you"));

  private OpenerWording() {}

  /** The tokens of the words after the first, whose choice is mostly a matter of style. */
  static List<OpenerToken> afterFirstWord(List<OpenerToken> tokens) {
    List<List<OpenerToken>> words = words(tokens);
    return words.size() < 2
        ? List.of()
        : words.subList(1, words.size()).stream().flatMap(List::stream).toList();
  }

  /** The tokens that the given words are made of. */
  static List<OpenerToken> of(Set<String> wanted, List<OpenerToken> tokens) {
    List<OpenerToken> found = new ArrayList<>();
    for (List<OpenerToken> word : words(tokens)) {
      StringBuilder text = new StringBuilder();
      word.forEach(token -> text.append(token.text()));
      List<String> said = Words.of(text.toString());
      if (!said.isEmpty() && wanted.contains(said.get(0))) {
        found.addAll(word);
      }
    }
    return found;
  }

  /** How many parts of the text are not written as words are: {@code theacAma}, {@code put:do}. */
  static int malformedWords(String text) {
    int count = 0;
    if (text.isBlank()) {
      return 0;
    }
    String[] parts = text.strip().split("\\s+");
    for (int i = 0; i < parts.length; i++) {
      boolean capital =
          i > 0
              && Character.isUpperCase(parts[i].charAt(0))
              && !FIRST_PERSON.matcher(parts[i]).matches();
      if (capital || MALFORMED.matcher(parts[i]).find()) {
        count++;
      }
    }
    return count;
  }

  /**
   * The longest run of words of the request, said from the other side (my: your), in the opener.
   */
  static int longestEcho(List<String> request, List<String> opener) {
    int longest = 0;
    int[] before = new int[opener.size() + 1];
    for (String word : request) {
      String said = OTHER_SIDE.getOrDefault(word, word);
      int[] runs = new int[opener.size() + 1];
      for (int i = 1; i < runs.length; i++) {
        runs[i] = opener.get(i - 1).equals(said) ? before[i - 1] + 1 : 0;
        longest = Math.max(longest, runs[i]);
      }
      before = runs;
    }
    return longest;
  }

  /** Tokens in groups that make a word each: a blank begins one. */
  private static List<List<OpenerToken>> words(List<OpenerToken> tokens) {
    List<List<OpenerToken>> words = new ArrayList<>();
    for (OpenerToken token : tokens) {
      if (words.isEmpty() || token.text().startsWith(" ")) {
        words.add(new ArrayList<>());
      }
      words.get(words.size() - 1).add(token);
    }
    return words;
  }
}

package dev.upbeat.speech.marytts.text;

import java.util.List;

/**
 * A sentence, or what there is of one, ready to be pronounced.
 *
 * @param tokens words of ASCII letters and apostrophes, and the marks {@code , ; : . ? !}, each a
 *     token of its own; begins with a word; never empty
 */
public record Sentence(List<String> tokens) {
  public Sentence {
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty() || !isWord(tokens.get(0))) {
      throw new IllegalArgumentException("a sentence begins with a word, this one with " + tokens);
    }
  }

  /** Whether a token is a word rather than a mark. */
  public static boolean isWord(String token) {
    return Character.isLetter(token.charAt(0)) || token.charAt(0) == '\'';
  }

  /** Whether a mark stands at the end of a sentence. */
  static boolean endsSentence(String token) {
    return token.equals(".") || token.equals("?") || token.equals("!");
  }

  /** Whether a mark stands at its end. */
  public boolean endsWithMark() {
    return !isWord(tokens.get(tokens.size() - 1));
  }

  /** How many words there are. */
  public int words() {
    return (int) tokens.stream().filter(Sentence::isWord).count();
  }
}

package dev.upbeat.speech.marytts.engine;

import java.util.List;

/**
 * A sentence or a piece of one, with words around it that shape its melody but are never heard.
 *
 * @param before what stands before it in the sentence
 * @param tokens the words and punctuation marks to speak
 * @param after what stands after it in the sentence
 */
public record Utterance(List<String> before, List<String> tokens, List<String> after) {
  public Utterance {
    before = List.copyOf(before);
    tokens = List.copyOf(tokens);
    after = List.copyOf(after);
  }
}

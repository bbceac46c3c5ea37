package dev.upbeat.speech.marytts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a long sentence into pieces, so that the first can sound while the rest is being made and a
 * text without a full stop can't take all memory: at marks where there are some, else before a word
 * that likes to begin a phrase, else anywhere.
 */
public final class Phrases {
  /** A sentence up to this many words stays whole. */
  static final int LONGEST = 28;

  private static final int SHORTEST = 8;
  private static final Set<String> STARTERS =
      Set.of(
          "and",
          "but",
          "or",
          "because",
          "which",
          "that",
          "who",
          "where",
          "when",
          "while",
          "if",
          "although",
          "though",
          "since",
          "so",
          "then",
          "with",
          "for",
          "from",
          "into",
          "by",
          "as");

  private Phrases() {}

  /** The pieces, in order; one if the sentence is short enough. */
  public static List<Sentence> of(Sentence sentence) {
    List<Sentence> pieces = new ArrayList<>();
    List<String> rest = sentence.tokens();
    while (words(rest) > LONGEST) {
      int cut = cut(rest);
      pieces.add(new Sentence(rest.subList(0, cut)));
      rest = rest.subList(cut, rest.size());
    }
    pieces.add(new Sentence(rest));
    return pieces;
  }

  private static long words(List<String> tokens) {
    return tokens.stream().filter(Sentence::isWord).count();
  }

  private static int cut(List<String> tokens) {
    int atMark = -1;
    int atStarter = -1;
    int words = 0;
    for (int i = 0; i < tokens.size() && words <= LONGEST; i++) {
      boolean word = Sentence.isWord(tokens.get(i));
      boolean longEnough = words >= SHORTEST && i + 1 < tokens.size();
      if (longEnough && !word && Sentence.isWord(tokens.get(i + 1))) {
        atMark = i + 1;
      } else if (longEnough && word && STARTERS.contains(tokens.get(i))) {
        atStarter = i;
      }
      words += word ? 1 : 0;
    }
    return atMark > 0 ? atMark : atStarter > 0 ? atStarter : afterWords(tokens, LONGEST);
  }

  /** Behind so many words and the mark that follows them. */
  private static int afterWords(List<String> tokens, int count) {
    int words = 0;
    int at = 0;
    while (words < count) {
      words += Sentence.isWord(tokens.get(at++)) ? 1 : 0;
    }
    return Sentence.isWord(tokens.get(at)) ? at : at + 1;
  }
}

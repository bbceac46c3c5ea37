package dev.upbeat.models.gate;

import dev.upbeat.models.text.Words;
import java.util.List;
import java.util.Set;

/**
 * What sort of reply a request expects: told from its first words, which is enough to sound apt.
 */
public enum RequestKind {
  QUESTION,
  COMMAND,
  FEELING,
  STATEMENT;

  private static final Set<String> QUESTION_WORDS =
      Set.of(
          "what", "what's", "whats", "who", "who's", "whose", "whom", "which", "when", "when's",
          "where", "where's", "why", "why's", "how", "how's", "is", "isn't", "are", "aren't", "am",
          "was", "were", "do", "does", "did", "don't", "doesn't", "didn't", "can", "can't", "could",
          "will", "would", "should", "shall", "may", "might", "has", "have", "had", "any");
  private static final Set<String> LEADS =
      Set.of(
          "hey",
          "hi",
          "hello",
          "okay",
          "ok",
          "so",
          "well",
          "please",
          "and",
          "um",
          "uh",
          "quick",
          "question",
          "just",
          "now",
          "then",
          "but",
          "also",
          "oh",
          "actually",
          "maybe",
          "assistant",
          "computer");
  private static final Set<String> FEELINGS =
      Set.of(
          "feel",
          "feeling",
          "felt",
          "sad",
          "happy",
          "angry",
          "nervous",
          "worried",
          "anxious",
          "scared",
          "afraid",
          "lonely",
          "tired",
          "exhausted",
          "upset",
          "stressed",
          "excited",
          "depressed",
          "proud",
          "bored",
          "hurt",
          "hurts",
          "miss",
          "love",
          "hate",
          "ashamed",
          "overwhelmed",
          "frustrated",
          "grieving",
          "died",
          "crying",
          "sick",
          "unwell",
          "glad",
          "thrilled",
          "jealous",
          "disappointed");
  private static final Set<String> FIRST_PERSON =
      Set.of("i", "i'm", "im", "i've", "ive", "i'd", "i'll", "my", "me", "we", "we're", "our");
  private static final Set<String> ASKING = Set.of("tell", "explain", "describe", "define", "name");
  private static final Set<String> WISHES = Set.of("need", "want", "like", "wish", "have", "gotta");

  /** The kind of a request given as it was normalized for the model. */
  public static RequestKind of(String request) {
    List<String> words = Words.of(request);
    int start = 0;
    while (start < words.size() && LEADS.contains(words.get(start))) {
      start++;
    }
    if (start == words.size()) {
      return STATEMENT;
    }
    String first = words.get(start);
    if (QUESTION_WORDS.contains(first) || ASKING.contains(first)) {
      return QUESTION;
    }
    if (FIRST_PERSON.contains(first)) {
      if (words.stream().anyMatch(FEELINGS::contains)) {
        return FEELING;
      }
      boolean wish = words.size() > start + 1 && WISHES.contains(words.get(start + 1));
      return wish && first.equals("i") ? COMMAND : STATEMENT;
    }
    Set<String> notCommands =
        Set.of("the", "a", "an", "it", "it's", "he", "she", "they", "this", "that");
    return notCommands.contains(first) || first.startsWith("that'") ? STATEMENT : COMMAND;
  }
}

package dev.upbeat.plugins.naturalredirection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules a redirection keeps to (the paper's repair prompt), and when it must not be used. */
final class RedirectionRules {
  private record Unsuited(boolean request, Pattern pattern, String why) {}

  private final Grammar grammar;
  private final Pattern blunt = Resources.anyOf("blunt.txt");
  private final Pattern explanation = Resources.anyOf("explanations.txt");
  private final List<Unsuited> unsuited =
      Resources.table("unsuited.tsv", 3).stream()
          .map(
              cells ->
                  new Unsuited(cells[0].equals("request"), Pattern.compile(cells[1]), cells[2]))
          .toList();

  RedirectionRules(Grammar grammar) {
    this.grammar = grammar;
  }

  /** Why the slip must be put right openly instead, if so. */
  Optional<String> whyNot(String opener, String request) {
    return unsuited.stream()
        .filter(each -> each.pattern().matcher(lower(each.request() ? request : opener)).find())
        .map(Unsuited::why)
        .findFirst();
  }

  /**
   * The rule a text breaks.
   *
   * @param bridge the bridge the text was asked to begin with; empty if it was to write its own
   */
  Optional<String> broken(String opener, String request, String bridge, String continuation) {
    String text = lower(continuation);
    String asked = lower(request);
    Matcher found = blunt.matcher(text);
    while (found.find()) {
      // A word the user has said may be said back: "what's wrong with my car".
      if (!asked.contains(found.group())) {
        return Optional.of("blunt word: " + found.group());
      }
    }
    found = explanation.matcher(text);
    if (found.find() && !asked.contains(found.group())) {
      return Optional.of("explains or apologises: " + found.group());
    }
    if (repeatsOpener(lower(opener), text)) {
      return Optional.of("repeats the opener");
    }
    long questions = text.chars().filter(c -> c == '?').count();
    if (questions > 1) {
      return Optional.of("asks " + questions + " questions");
    }
    if (bridge.isEmpty() || !text.startsWith(lower(bridge))) {
      return wandersOff(asked, text);
    }
    return Optional.empty();
  }

  // A bridge the model has written itself is as long as it takes to say a word of the request.
  private Optional<String> wandersOff(String asked, String text) {
    List<String> wanted = grammar.contentWords(asked);
    List<String> said = Grammar.words(text.replaceAll("[^\\p{L}\\p{N}' ]", " "));
    if (wanted.isEmpty() || said.size() <= BridgeWriter.MAX_WORDS) {
      return Optional.empty();
    }
    boolean arrives =
        said.subList(0, BridgeWriter.MAX_WORDS + 1).stream()
            .anyMatch(word -> wanted.stream().anyMatch(each -> sameStem(each, word)));
    return arrives
        ? Optional.empty()
        : Optional.of("bridge of more than " + BridgeWriter.MAX_WORDS + " words");
  }

  private static boolean sameStem(String left, String right) {
    int length = Math.min(Math.min(left.length(), right.length()), 5);
    return length >= 2
        && left.regionMatches(0, right, 0, length)
        && Math.abs(left.length() - right.length()) <= 4;
  }

  /**
   * Whether four words in a row of the opener, or all if it is shorter, begin the text or come
   * again.
   */
  private static boolean repeatsOpener(String opener, String text) {
    List<String> words = Grammar.words(opener.replaceAll("[^\\p{L}\\p{N}' ]", " "));
    String plain =
        " " + String.join(" ", Grammar.words(text.replaceAll("[^\\p{L}\\p{N}' ]", " "))) + " ";
    if (words.size() < 2) {
      return false;
    }
    if (words.size() < 4) {
      return plain.startsWith(" " + String.join(" ", words) + " ");
    }
    for (int i = 0; i + 4 <= words.size(); i++) {
      if (plain.contains(" " + String.join(" ", words.subList(i, i + 4)) + " ")) {
        return true;
      }
    }
    return false;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT).replace('’', '\'');
  }
}

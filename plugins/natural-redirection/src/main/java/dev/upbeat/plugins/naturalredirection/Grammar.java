package dev.upbeat.plugins.naturalredirection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The little English that bridges need. Works on lower-case words separated by blanks. */
final class Grammar {
  /** A phrase taken from the request has at most so many words: more would be parroting. */
  static final int PHRASE_WORDS = 5;

  private static final Set<String> DETERMINERS =
      Set.of(
          "the", "a", "an", "my", "your", "his", "her", "its", "our", "their", "this", "these",
          "those");

  private static final Set<String> ADVERBS =
      Set.of("really", "too", "very", "so", "just", "still", "ever", "always", "usually", "also");

  /** Get the wine out, turn the light off. */
  private static final Set<String> PARTICLES = Set.of("out", "off", "up", "down", "away", "back");

  private static final Set<String> SUBJECTS =
      Set.of("i", "you", "he", "she", "it", "we", "they", "there");

  private final Verbs verbs;
  private final Set<String> functionWords = new HashSet<>();
  private final Map<String, String> persons = new HashMap<>();

  Grammar(Verbs verbs) {
    this.verbs = verbs;
    Resources.lines("function-words.txt")
        .forEach(line -> functionWords.addAll(Arrays.asList(line.split(" "))));
    Resources.table("persons.tsv", 2).forEach(cells -> persons.put(cells[0], cells[1]));
  }

  static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  /** The user's words as the assistant says them: my → your. */
  String swapPerson(String text) {
    List<String> in = words(text);
    List<String> out = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      String word = in.get(i);
      if (word.equals("you")) {
        boolean object =
            i > 0 && !SUBJECTS.contains(in.get(i - 1)) && !isClauseStart(in.get(i - 1));
        out.add(object || i == in.size() - 1 ? "me" : "I");
      } else if (word.equals("are") && i + 1 < in.size() && in.get(i + 1).equals("you")) {
        out.add("am");
      } else if (word.equals("are") && i > 0 && in.get(i - 1).equals("you")) {
        out.add("am");
      } else if (word.equals("am") && (i == 0 || !in.get(i - 1).equals("i"))) {
        out.add(word); // Four am.
      } else {
        out.add(persons.getOrDefault(word, word));
      }
    }
    return String.join(" ", out);
  }

  private static boolean isClauseStart(String word) {
    return Set.of(
            "that", "if", "when", "what", "where", "how", "why", "because", "do", "does", "did",
            "can", "could", "would", "will", "should", "are", "and", "whether")
        .contains(word);
  }

  /**
   * At most {@code limit} words that end where a phrase may end; empty if there is no such place.
   */
  String cut(String text, int limit) {
    List<String> all = words(text);
    int end = Math.min(all.size(), limit);
    if (end < all.size()) {
      // Better a whole phrase than as many words as possible.
      int boundary = end;
      while (boundary > 1 && !functionWords.contains(all.get(boundary))) {
        boundary--;
      }
      boolean useful = boundary > 1 || !functionWords.contains(all.get(0));
      if (functionWords.contains(all.get(boundary)) && useful) {
        end = boundary;
      }
    }
    while (end > 0 && end < all.size() && mayNotEnd(all.get(end - 1))) {
      end--;
    }
    // Half a pair is worse than none: the difference between a crocodile.
    int between = all.indexOf("between");
    if (between > 0 && between < end && !all.subList(between, end).contains("and")) {
      end = between;
    }
    return String.join(" ", all.subList(0, end));
  }

  private boolean mayNotEnd(String word) {
    return functionWords.contains(word) && !PARTICLES.contains(word);
  }

  /** With the right one of "is" and "are" behind it: black holes are. */
  String withBe(String phrase) {
    List<String> head = new ArrayList<>();
    for (String word : words(phrase)) {
      if (!head.isEmpty() && functionWords.contains(word)) {
        break;
      }
      head.add(word);
    }
    String noun = head.isEmpty() ? "" : head.get(head.size() - 1);
    boolean singular =
        noun.matches("(?:.*(?:ss|us|is|'s|ics)|news|lens|series)|.*[^s]")
            || List.of("a", "an", "this").contains(head.get(0));
    return phrase + (singular ? " is" : " are");
  }

  /** The first verb as a gerund: set a timer → setting a timer. */
  String gerund(String phrase) {
    List<String> all = new ArrayList<>(words(phrase));
    if (!all.isEmpty()) {
      all.set(0, verbs.gerund(all.get(0)));
    }
    return String.join(" ", all);
  }

  /**
   * A question's words in a statement's order: (does, the heart work) → the heart works.
   *
   * @return empty if it isn't clear where the subject ends
   */
  Optional<String> statement(String aux, String rest) {
    List<String> all = words(rest);
    return switch (aux) {
      case "is", "are", "was", "were" -> withBe(aux, all);
      // A plural's present tense looks like its base form: only the order has to change, and it
      // has.
      case "do" -> Optional.of(swapPerson(cut(rest, PHRASE_WORDS + 1))).filter(s -> all.size() > 1);
      default -> withVerb(aux, all);
    };
  }

  private Optional<String> withVerb(String aux, List<String> all) {
    int at = verbAfterSubject(all);
    if (at < 0) {
      return Optional.empty();
    }
    String subject = swapPerson(String.join(" ", all.subList(0, at)));
    String verb = all.get(at);
    String inflected =
        switch (aux) {
          case "does" -> verbs.thirdPerson(verb);
          case "did" -> verbs.past(verb);
          default -> aux + " " + verb;
        };
    if (subject.equals("me")) {
      subject = "I";
    }
    String tail = swapPerson(String.join(" ", all.subList(at + 1, all.size())));
    return Optional.of((subject + " " + inflected + " " + tail).strip());
  }

  // The first known verb that can't be part of the subject's noun phrase.
  private int verbAfterSubject(List<String> all) {
    if (all.size() < 2) {
      return -1;
    }
    int first = DETERMINERS.contains(all.get(0)) ? 2 : 1;
    for (int i = first; i < all.size(); i++) {
      if (verbs.isBase(all.get(i))) {
        return i;
      }
      boolean subjectMayGoOn = !SUBJECTS.contains(all.get(0)) && i < 4;
      if (!subjectMayGoOn) {
        return -1;
      }
    }
    return -1;
  }

  private Optional<String> withBe(String aux, List<String> all) {
    if (all.size() < 2) {
      return Optional.empty();
    }
    int end;
    if (SUBJECTS.contains(all.get(0))) {
      end = 1;
    } else {
      int stop = 0;
      while (stop < all.size() && (stop == 0 || !functionWords.contains(all.get(stop)))) {
        stop++;
      }
      int shortest = DETERMINERS.contains(all.get(0)) ? 2 : 1;
      boolean adverb = stop < all.size() && ADVERBS.contains(all.get(stop));
      end = adverb ? stop : stop - 1;
      if (end < shortest) {
        return Optional.empty();
      }
    }
    String form = all.get(0).equals("you") ? "am" : aux;
    if (all.get(0).equals("i")) {
      form = aux.equals("was") ? "were" : "are";
    }
    String subject =
        all.get(0).equals("you") ? "I" : swapPerson(String.join(" ", all.subList(0, end)));
    String predicate = swapPerson(String.join(" ", all.subList(end, all.size())));
    return Optional.of(subject + " " + form + " " + predicate);
  }

  /**
   * Whether it is a verb and nothing else: what is left of "book for me an uber" when it is cut.
   */
  boolean isBareVerb(String phrase) {
    return verbs.isBase(phrase);
  }

  /** The words that carry the meaning. */
  List<String> contentWords(String text) {
    return words(text.replaceAll("[^\\p{L}\\p{N}' ]", " ")).stream()
        .filter(word -> !functionWords.contains(word) && word.length() > 1)
        .toList();
  }

  /**
   * The last noun phrase, as far as that can be told without a dictionary; empty if there is none.
   */
  String topic(String request) {
    List<String> all = words(request);
    List<List<String>> phrases = new ArrayList<>();
    List<String> phrase = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String word = all.get(i);
      boolean verb = verbs.isBase(word) && phrase.isEmpty();
      if (DETERMINERS.contains(word)) {
        close(phrases, phrase);
        phrase = new ArrayList<>(List.of(word));
      } else if (functionWords.contains(word) || verb || !word.matches("[\\p{L}\\p{N}'’.:%$&-]+")) {
        close(phrases, phrase);
        phrase = new ArrayList<>();
      } else if (phrase.size() < PHRASE_WORDS - 1) {
        phrase.add(word);
      }
    }
    close(phrases, phrase);
    List<String> best = List.of();
    for (List<String> each : phrases) {
      // A phrase with an article is surely a noun phrase; otherwise the last one is the likeliest.
      if (best.isEmpty()
          || !DETERMINERS.contains(best.get(0))
          || DETERMINERS.contains(each.get(0))) {
        best = each;
      }
    }
    return swapPerson(String.join(" ", best));
  }

  private static void close(List<List<String>> phrases, List<String> phrase) {
    boolean onlyDeterminer = phrase.size() == 1 && DETERMINERS.contains(phrase.get(0));
    if (!phrase.isEmpty() && !onlyDeterminer) {
      phrases.add(phrase);
    }
  }
}

package dev.upbeat.plugins.naturalredirection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Writes the words that lead from a begun sentence round to the answer: first a completion, which
 * the opener's ending chooses, then a lead, which the request chooses. Immutable, thread-safe.
 */
final class BridgeWriter {
  /** The longest bridge, in words (the paper's repair prompt). */
  static final int MAX_WORDS = 12;

  private static final Pattern HOLE = Pattern.compile("\\{([a-z]+)(!|:ing|:is)?\\}");
  private static final int LONGEST_REQUEST = 400;

  private final Grammar grammar;
  private final List<Rule> openers;
  private final List<String> connectors;
  private final List<Rule> requests;
  private final List<Pattern> leadIns;

  BridgeWriter(Verbs verbs, Grammar grammar) {
    this.grammar = grammar;
    Map<String, String> macros = Map.of("%verb%", verbs.alternatives());
    List<Rule> all = Rule.load("openers.tsv", macros);
    connectors = all.get(0).texts();
    openers = all.subList(1, all.size());
    requests = Rule.load("requests.tsv", macros);
    leadIns =
        Resources.lines("lead-ins.tsv").stream()
            .map(line -> Pattern.compile("^" + Rule.expand(line, macros)))
            .toList();
  }

  /** The name of the rule by which an opener is completed. */
  String openerRule(String opener) {
    return openerRuleOf(opener).name();
  }

  /**
   * A bridge.
   *
   * @param seed the same seed gives the same words
   */
  String write(String opener, String request, String seed) {
    CRC32 hash = new CRC32();
    hash.update(seed.getBytes(StandardCharsets.UTF_8));
    int start = (int) (hash.getValue() & 0xffff);
    Rule rule = openerRuleOf(opener);
    String asked = clean(request);
    List<String> leads = rotated(leads(asked), start);
    String shortest = "";
    for (String lead : leads) {
      for (int j = 0; j < rule.texts().size(); j++) {
        String completion = rule.texts().get((start / 7 + j) % rule.texts().size());
        String connector = connectors.get((start / 31 + j) % connectors.size());
        String bridge = completion.replace("{+}", connector) + " " + lead;
        if (isGood(bridge, asked)) {
          return bridge;
        }
        if (shortest.isEmpty() || count(bridge) < count(shortest)) {
          shortest = bridge;
        }
      }
    }
    return shortest;
  }

  /** The best leads first, each kind beginning at a place of its own. */
  private static List<String> rotated(List<String> leads, int start) {
    List<String> plain = new ArrayList<>();
    List<String> fallback = new ArrayList<>();
    leads.forEach(lead -> (lead.startsWith("~") ? fallback : plain).add(lead.replace("~", "")));
    Collections.rotate(plain, start);
    plain.addAll(fallback);
    return plain;
  }

  private static boolean isGood(String bridge, String asked) {
    boolean stutters = bridge.matches(".*\\b(so|now|well)\\b.*\\b\\1\\b.*");
    return count(bridge) <= MAX_WORDS && !stutters && !repeatsTail(bridge, asked);
  }

  static int count(String text) {
    return (int)
        Grammar.words(text).stream().filter(word -> word.matches(".*[\\p{L}\\p{N}].*")).count();
  }

  /** Whether the last six words of the request stand in the text. */
  static boolean repeatsTail(String text, String asked) {
    List<String> words = Grammar.words(asked);
    int length = Grammar.PHRASE_WORDS + 1;
    if (words.size() < length) {
      return false;
    }
    String tail = String.join(" ", words.subList(words.size() - length, words.size()));
    return (" " + text.toLowerCase(Locale.ROOT) + " ").contains(" " + tail + " ");
  }

  private Rule openerRuleOf(String opener) {
    String text = opener.strip().toLowerCase(Locale.ROOT).replace('’', '\'');
    return openers.stream()
        .filter(rule -> rule.pattern().matcher(text).find())
        .findFirst()
        .orElse(openers.get(0));
  }

  /** The request in lower case, without punctuation and opening words, of a sane length. */
  String clean(String request) {
    String text =
        request
            .toLowerCase(Locale.ROOT)
            .replace('’', '\'')
            .replaceAll("[^\\p{L}\\p{N}'.:%$&+/-]+", " ")
            .replaceAll("[.:](?=\\s|$)", " ")
            .strip()
            .replaceAll("\\s+", " ");
    if (text.length() > LONGEST_REQUEST) {
      // What was asked is usually said last.
      text = text.substring(text.indexOf(' ', text.length() - LONGEST_REQUEST) + 1);
    }
    text = text.replaceAll(" please$", "");
    for (boolean changed = true; changed; ) {
      changed = false;
      for (Pattern leadIn : leadIns) {
        String shorter = leadIn.matcher(text).replaceFirst("").strip();
        if (!shorter.equals(text) && !shorter.isEmpty()) {
          text = shorter;
          changed = true;
        }
      }
    }
    return text;
  }

  private List<String> leads(String asked) {
    List<String> leads = new ArrayList<>();
    for (Rule rule : requests) {
      Matcher matcher = rule.pattern().matcher(asked);
      boolean lastResort = rule.name().equals("short") || rule.name().equals("nothing");
      if ((leads.isEmpty() || lastResort) && matcher.matches()) {
        for (String text : rule.texts()) {
          fill(text, matcher, asked).ifPresent(leads::add);
        }
      }
    }
    return leads;
  }

  private Optional<String> fill(String text, Matcher request, String asked) {
    StringBuilder filled = new StringBuilder();
    Matcher hole = HOLE.matcher(text);
    while (hole.find()) {
      Optional<String> value = value(hole.group(1), hole.group(2), request, asked);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      hole.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
    }
    hole.appendTail(filled);
    return Optional.of(filled.toString().replaceAll("\\s+", " ").strip());
  }

  private Optional<String> value(String name, String filter, Matcher request, String asked) {
    switch (name) {
      case "topic":
        return Optional.of(grammar.topic(asked)).filter(topic -> !topic.isEmpty());
      case "statement":
        return grammar
            .statement(request.group("aux"), request.group("rest"))
            .filter(statement -> count(statement) <= Grammar.PHRASE_WORDS + 1);
      default:
        String group = request.group(name);
        if (group == null) {
          return Optional.empty();
        }
        if ("!".equals(filter)) {
          return Optional.of(grammar.cut(group, Grammar.PHRASE_WORDS));
        }
        String phrase = grammar.swapPerson(grammar.cut(group.strip(), Grammar.PHRASE_WORDS));
        boolean bareVerb = name.endsWith("p") && grammar.isBareVerb(phrase) && count(group) > 1;
        if (phrase.isEmpty() || bareVerb) {
          return group.isBlank() ? Optional.of("") : Optional.empty();
        }
        if (":ing".equals(filter)) {
          return Optional.of(grammar.gerund(phrase));
        }
        // A group that took its own leading blank keeps it.
        String blank = group.startsWith(" ") ? " " : "";
        return Optional.of(blank + (":is".equals(filter) ? grammar.withBe(phrase) : phrase));
    }
  }
}

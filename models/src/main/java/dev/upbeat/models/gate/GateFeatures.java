package dev.upbeat.models.gate;

import dev.upbeat.core.dialogue.OpenerToken;
import dev.upbeat.models.decode.Draft;
import dev.upbeat.models.text.OpenerTokenizer;
import dev.upbeat.models.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the gate looks at: a fixed list of numbers for a request and a draft. The fitting script
 * reads the very same numbers from the feature dump, so that names and order are a contract with
 * {@code gate.json}.
 *
 * <p>"Content words" are those outside of {@code common-words-en.txt}: a draft about something that
 * the request doesn't mention has drifted, however fluent it is. Immutable, thread-safe.
 */
public final class GateFeatures {
  /** Names of the features, in the order of {@link #compute}. */
  public static final List<String> NAMES =
      List.of(
          "mean_log_probability",
          "min_log_probability",
          "first_log_probability",
          "end_log_probability",
          "mean_entropy",
          "max_entropy",
          "first_entropy",
          "mean_margin",
          "min_margin",
          "opener_words",
          "request_words",
          "ended_itself",
          "request_tokens_per_word",
          "request_content_words",
          "echoed_words",
          "echoed_share",
          "unheard_words",
          "unheard_log_probability",
          "opener_tokens_per_word",
          "refused",
          "total_log_probability",
          "rest_log_probability",
          "rest_margin",
          "content_log_probability",
          "repeated_words",
          "malformed_words",
          "longest_echo",
          "asks",
          "commands",
          "feels",
          "request_end_log_probability",
          "opener_share",
          "ends_openly");

  private final Set<String> commonWords = Words.resource("common-words-en.txt");
  private final Set<String> openEndings = Words.resource("open-endings-en.txt");
  private final OpenerTokenizer tokenizer;

  public GateFeatures(OpenerTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * The features of a draft, or of the beginning of one. All are finite.
   *
   * @param request as normalized for the model
   * @param earlier what was said before, whose words count as heard
   * @param endOfRequest log-probability of the request's end where it ended
   * @param written words of the whole draft
   */
  public double[] compute(
      String request, String earlier, double endOfRequest, Draft draft, int written) {
    List<OpenerToken> tokens = draft.tokens();
    List<String> requestWords = Words.of(request);
    List<String> openerWords = Words.of(draft.text());
    Set<String> requestContent = content(requestWords);
    Set<String> openerContent = content(openerWords);
    Set<String> echoed = new HashSet<>();
    Set<String> unheard = new HashSet<>();
    Set<String> earlierContent = content(Words.of(earlier));
    for (String word : openerContent) {
      if (isHeard(word, requestContent)) {
        echoed.add(word);
      } else if (!isHeard(word, earlierContent)) {
        unheard.add(word);
      }
    }
    List<OpenerToken> rest = OpenerWording.afterFirstWord(tokens);
    RequestKind kind = RequestKind.of(request);
    return new double[] {
      mean(tokens, OpenerToken::logProbability),
      least(tokens, OpenerToken::logProbability),
      tokens.isEmpty() ? -20 : tokens.get(0).logProbability(),
      Math.max(-20, draft.endLogProbability()),
      mean(tokens, OpenerToken::entropy),
      -least(tokens, token -> -token.entropy()),
      tokens.isEmpty() ? 10 : tokens.get(0).entropy(),
      mean(tokens, OpenerToken::margin),
      least(tokens, OpenerToken::margin),
      openerWords.size(),
      Math.min(30, requestWords.size()),
      draft.ending() == Draft.Ending.END_TOKEN ? 1 : 0,
      tokensPerWord(request, requestWords),
      Math.min(10, requestContent.size()),
      echoed.size(),
      requestContent.isEmpty() ? 0 : Math.min(1, (double) echoed.size() / requestContent.size()),
      unheard.size(),
      unheardLogProbability(tokens, unheard),
      tokensPerWord(draft.text(), openerWords),
      draft.refusal() == Draft.Refusal.NONE ? 0 : 1,
      Math.max(-60, tokens.stream().mapToDouble(OpenerToken::logProbability).sum()),
      mean(rest, OpenerToken::logProbability),
      rest.isEmpty() ? 1 : mean(rest, OpenerToken::margin),
      mean(OpenerWording.of(openerContent, tokens), OpenerToken::logProbability),
      openerWords.stream().filter(openerContent::contains).count() - openerContent.size(),
      OpenerWording.malformedWords(draft.text()),
      OpenerWording.longestEcho(requestWords, openerWords),
      kind == RequestKind.QUESTION ? 1 : 0,
      kind == RequestKind.COMMAND ? 1 : 0,
      kind == RequestKind.FEELING ? 1 : 0,
      Math.max(-20, endOfRequest),
      Math.min(1, (double) openerWords.size() / Math.max(1, written)),
      endsOpenly(draft.text(), openerWords) ? 1 : 0
    };
  }

  /** Whether a continuation can follow without a break: behind a comma, a verb, "to", "because". */
  private boolean endsOpenly(String text, List<String> words) {
    return text.endsWith(",")
        || text.endsWith(":")
        || !words.isEmpty() && openEndings.contains(words.get(words.size() - 1));
  }

  /** How many content words of what was heard, in some form, a text holds. */
  public int echoes(String heardText, String text) {
    Set<String> heard = content(Words.of(heardText));
    return (int) content(Words.of(text)).stream().filter(word -> isHeard(word, heard)).count();
  }

  private Set<String> content(List<String> words) {
    Set<String> content = new HashSet<>(words);
    content.removeAll(commonWords);
    return content;
  }

  /** "purring" was heard in "purr": a request's word counts in its other forms too. */
  private static boolean isHeard(String word, Set<String> requestContent) {
    if (requestContent.contains(word)) {
      return true;
    }
    int stem = Math.max(3, word.length() - 3);
    return word.length() > 3
        && requestContent.stream()
            .anyMatch(
                heard ->
                    heard.length() >= stem
                        && Math.abs(heard.length() - word.length()) <= 3
                        && heard.startsWith(word.substring(0, stem)));
  }

  /** The least log-probability of a token that begins a word which the request doesn't explain. */
  private static double unheardLogProbability(List<OpenerToken> tokens, Set<String> unheard) {
    double least = 0;
    for (int i = 0; i < tokens.size(); i++) {
      StringBuilder word = new StringBuilder(tokens.get(i).text());
      for (int j = i + 1; j < tokens.size() && !tokens.get(j).text().startsWith(" "); j++) {
        word.append(tokens.get(j).text());
      }
      List<String> words = new ArrayList<>(Words.of(word.toString()));
      if (!words.isEmpty() && unheard.contains(words.get(0))) {
        least = Math.min(least, tokens.get(i).logProbability());
      }
    }
    return Math.max(-20, least);
  }

  private double tokensPerWord(String text, List<String> words) {
    return words.isEmpty()
        ? 0
        : Math.min(10, (double) tokenizer.encode(text).length / words.size());
  }

  private interface Measure {
    double of(OpenerToken token);
  }

  private static double mean(List<OpenerToken> tokens, Measure measure) {
    return tokens.stream().mapToDouble(measure::of).average().orElse(0);
  }

  private static double least(List<OpenerToken> tokens, Measure measure) {
    return Math.max(-20, tokens.stream().mapToDouble(measure::of).min().orElse(0));
  }
}

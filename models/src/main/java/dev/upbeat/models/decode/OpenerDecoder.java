package dev.upbeat.models.decode;

import dev.upbeat.core.dialogue.OpenerToken;
import dev.upbeat.models.runtime.DecoderState;
import dev.upbeat.models.text.OpenerTokenizer;
import dev.upbeat.models.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Writes drafts: decodes token by token until an opener is complete. Not thread-safe. */
public final class OpenerDecoder {
  /** No English word takes more tokens on average; the rest is noise. */
  private static final int TOKENS_PER_WORD = 5;

  private final OpenerTokenizer tokenizer;
  private final OpenerRules rules;
  private final Lexicon lexicon;
  private final int endToken;

  /**
   * A decoder for one sequence at a time.
   *
   * @param lexicon the words an opener may hold besides the request's own
   */
  public OpenerDecoder(
      OpenerTokenizer tokenizer, OpenerRules rules, Lexicon lexicon, int endToken) {
    this.tokenizer = tokenizer;
    this.rules = rules;
    this.lexicon = lexicon;
    this.endToken = endToken;
  }

  /**
   * Decodes from a state that was prefilled with the whole prompt; the state then holds the draft
   * too.
   *
   * @param request as normalized for the model
   * @param earlier what was said before, whose words may be said too
   * @param aborted asked before each step
   * @throws CancellationException if {@code aborted} says so
   */
  public Draft decode(
      DecoderState state,
      String request,
      String earlier,
      DecodingOptions options,
      BooleanSupplier aborted) {
    TokenSampler sampler = new TokenSampler(options);
    List<String> requestWords = Words.of(request);
    Set<String> heard = new HashSet<>(requestWords);
    WordConstraint words = new WordConstraint(lexicon, request + " " + earlier);
    List<OpenerToken> tokens = new ArrayList<>();
    List<Double> ends = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    int limit = Math.min(options.maxWords() * TOKENS_PER_WORD, state.capacity() - state.length());
    String text = "";
    while (true) {
      TokenDistribution distribution = new TokenDistribution(state);
      String so = text;
      ends.add(distribution.logProbability(endToken));
      if (beginsUnheardNumber(so, distribution.best(), heard)) {
        return finish(text, tokens, ends, Draft.Ending.NUMBER, requestWords, options);
      }
      int token = sampler.choose(distribution, candidate -> isAllowed(words, so, candidate));
      if (token < 0) {
        // Nothing that could follow is a word: what is whole stands.
        String whole = words.mayEnd(text) ? text : wholeWords(text);
        return finish(whole, tokens, ends, Draft.Ending.LENGTH, requestWords, options);
      }
      boolean isEnd = token == endToken || tokenizer.isSpecial(token);
      if (isEnd || tokenizer.text(token).startsWith(" ")) {
        int repetition = rules.startOfRepetition(text);
        if (repetition >= 0) {
          String before = text.substring(0, repetition).stripTrailing();
          return finish(before, tokens, ends, Draft.Ending.REPETITION, requestWords, options);
        }
      }
      if (isEnd) {
        return finish(text, tokens, ends, Draft.Ending.END_TOKEN, requestWords, options);
      }
      ids.add(token);
      String longer = tokenizer.decode(ids);
      if (tokens.size() == limit || Words.count(longer) > options.maxWords()) {
        // The token that goes beyond begins a word, so that the one before it is whole.
        String whole = tokens.size() == limit ? wholeWords(text) : text;
        return finish(whole, tokens, ends, Draft.Ending.LENGTH, requestWords, options);
      }
      tokens.add(describe(distribution, token));
      text = longer;
      if (endsSentence(text)) {
        ends.add(distribution.logProbability(endToken));
        return finish(text, tokens, ends, Draft.Ending.SENTENCE, requestWords, options);
      }
      if (aborted.getAsBoolean()) {
        throw new CancellationException("the opener session was aborted");
      }
      state.append(token);
    }
  }

  /**
   * Reads a given opener as if the model had written it, from a state that was prefilled with the
   * whole prompt: how probable it is and what the rules say of it.
   */
  public Draft score(DecoderState state, String request, String opener, DecodingOptions options) {
    List<OpenerToken> tokens = new ArrayList<>();
    List<Double> ends = new ArrayList<>();
    for (int token : tokenizer.encode(opener)) {
      TokenDistribution distribution = new TokenDistribution(state);
      ends.add(distribution.logProbability(endToken));
      tokens.add(describe(distribution, token));
      state.append(token);
    }
    ends.add(new TokenDistribution(state).logProbability(endToken));
    List<String> requestWords = Words.of(request);
    return finish(opener, tokens, ends, Draft.Ending.END_TOKEN, requestWords, options);
  }

  /**
   * The beginnings of a draft that could be spoken without the rest: whole words, the longest
   * first.
   *
   * @param request the draft is for
   */
  public List<Draft> prefixes(String request, Draft draft, DecodingOptions options) {
    List<String> requestWords = Words.of(request);
    List<Draft> prefixes = new ArrayList<>();
    String text = draft.text();
    for (int end = text.lastIndexOf(' '); end > 0; end = text.lastIndexOf(' ', end - 1)) {
      String prefix = text.substring(0, end);
      if (Words.count(prefix) < options.minWords()) {
        break;
      }
      prefixes.add(
          finish(
              prefix,
              draft.tokens(),
              draft.endLogProbabilities(),
              Draft.Ending.PREFIX,
              requestWords,
              options));
    }
    return prefixes;
  }

  /** A text with its names written as people write them, as far as the model's words tell. */
  public String written(String text) {
    return new WordConstraint(lexicon, "").written(text);
  }

  private boolean isAllowed(WordConstraint words, String text, int token) {
    if (token == endToken || tokenizer.isSpecial(token)) {
      return words.mayEnd(text);
    }
    return words.mayFollow(text, tokenizer.text(token));
  }

  /** Where a number is about to be said that the request doesn't hold, the opener is over. */
  private boolean beginsUnheardNumber(String text, int best, Set<String> heard) {
    if (best == endToken || tokenizer.isSpecial(best)) {
      return false;
    }
    String token = tokenizer.text(best);
    boolean begins = token.startsWith(" ") || text.isEmpty();
    String longer = text + token;
    int number = startOfNumber(longer, heard);
    return number >= 0
        && number >= text.length() - 1
        && (begins || Character.isDigit(longer.charAt(number)));
  }

  private OpenerToken describe(TokenDistribution distribution, int token) {
    return new OpenerToken(
        token,
        tokenizer.text(token),
        Math.min(0, distribution.logProbability(token)),
        distribution.entropy(),
        distribution.margin());
  }

  private Draft finish(
      String text,
      List<OpenerToken> tokens,
      List<Double> ends,
      Draft.Ending ending,
      List<String> requestWords,
      DecodingOptions options) {
    int number = startOfNumber(text, new HashSet<>(requestWords));
    Draft.Ending actual = number >= 0 ? Draft.Ending.NUMBER : ending;
    String spoken = number >= 0 ? withoutOpenEnd(text.substring(0, number)) : text.strip();
    String written = written(spoken);
    List<OpenerToken> kept = new ArrayList<>();
    StringBuilder so = new StringBuilder();
    for (OpenerToken token : tokens) {
      so.append(token.text());
      if (so.toString().strip().length() > spoken.length()) {
        break;
      }
      kept.add(token);
    }
    Draft.Refusal refusal = rules.judge(spoken, Words.of(spoken), requestWords, options.minWords());
    return new Draft(written, kept, actual, ends.subList(0, kept.size() + 1), refusal);
  }

  private int startOfNumber(String text, Set<String> heard) {
    return Words.startOfFirst(text, word -> rules.isUnheardNumber(word, heard));
  }

  /** "It costs $" had a number coming: the sign goes with it. */
  private static String withoutOpenEnd(String text) {
    int end = text.length();
    while (end > 0 && "$€£#(\"-–— ".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean endsSentence(String text) {
    char last = text.charAt(text.length() - 1);
    if (last == '!' || last == '?') {
      return true;
    }
    // "a.m." and "e.g." end no sentence.
    int before = text.length() - 2;
    return last == '.'
        && before >= 1
        && Character.isLetterOrDigit(text.charAt(before))
        && Character.isLetterOrDigit(text.charAt(before - 1));
  }

  private static String wholeWords(String text) {
    int blank = text.lastIndexOf(' ');
    return blank < 0 ? "" : text.substring(0, blank);
  }
}

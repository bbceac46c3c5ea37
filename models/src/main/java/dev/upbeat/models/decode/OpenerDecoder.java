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
  private final int endToken;

  public OpenerDecoder(OpenerTokenizer tokenizer, OpenerRules rules, int endToken) {
    this.tokenizer = tokenizer;
    this.rules = rules;
    this.endToken = endToken;
  }

  /**
   * Decodes from a state that was prefilled with the whole prompt; the state then holds the draft
   * too.
   *
   * @param request as normalized for the model
   * @param aborted asked before each step
   * @throws CancellationException if {@code aborted} says so
   */
  public Draft decode(
      DecoderState state, String request, DecodingOptions options, BooleanSupplier aborted) {
    TokenSampler sampler = new TokenSampler(options);
    List<String> requestWords = Words.of(request);
    Set<String> heard = new HashSet<>(requestWords);
    List<OpenerToken> tokens = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    int limit = Math.min(options.maxWords() * TOKENS_PER_WORD, state.capacity() - state.length());
    String text = "";
    while (true) {
      TokenDistribution distribution = new TokenDistribution(state);
      int token = sampler.choose(distribution);
      double end = distribution.logProbability(endToken);
      if (token == endToken || tokenizer.isSpecial(token)) {
        return finish(text, tokens, Draft.Ending.END_TOKEN, end, requestWords, options);
      }
      ids.add(token);
      String longer = tokenizer.decode(ids);
      if (tokens.size() == limit || Words.count(longer) > options.maxWords()) {
        // The token that goes beyond begins a word, so that the one before it is whole.
        String whole = tokens.size() == limit ? wholeWords(text) : text;
        return finish(whole, tokens, Draft.Ending.LENGTH, end, requestWords, options);
      }
      tokens.add(describe(distribution, token));
      text = longer;
      int number = startOfNumber(text, heard);
      if (number >= 0
          && (Character.isDigit(text.charAt(number)) || text.indexOf(' ', number) >= 0)) {
        return finish(text, tokens, Draft.Ending.NUMBER, end, requestWords, options);
      }
      if (endsSentence(text)) {
        return finish(text, tokens, Draft.Ending.SENTENCE, end, requestWords, options);
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
    for (int token : tokenizer.encode(opener)) {
      tokens.add(describe(new TokenDistribution(state), token));
      state.append(token);
    }
    double end = new TokenDistribution(state).logProbability(endToken);
    List<String> requestWords = Words.of(request);
    return finish(opener, tokens, Draft.Ending.END_TOKEN, end, requestWords, options);
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
      Draft.Ending ending,
      double endLogProbability,
      List<String> requestWords,
      DecodingOptions options) {
    int number = startOfNumber(text, new HashSet<>(requestWords));
    Draft.Ending actual = number >= 0 ? Draft.Ending.NUMBER : ending;
    String spoken = number >= 0 ? withoutOpenEnd(text.substring(0, number)) : text.strip();
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
    return new Draft(spoken, kept, actual, endLogProbability, refusal);
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

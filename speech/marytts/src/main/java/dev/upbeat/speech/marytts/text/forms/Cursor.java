package dev.upbeat.speech.marytts.text.forms;

import dev.upbeat.core.text.SentenceEnds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a text that is being read, with what stands around it. Used by one thread. */
final class Cursor {
  private final String text;
  private final Predicate<String> known;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  Cursor(String text, Predicate<String> known) {
    this.text = text;
    this.known = known;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  int at() {
    return at;
  }

  char current() {
    return text.charAt(at);
  }

  void skip() {
    at++;
  }

  /** Goes behind a token; a mark that isn't heard parts nothing. */
  void take(Token token) {
    if (token.kind() != Kind.MARK || !token.spoken().isEmpty()) {
      tokens.add(token);
    }
    at = token.end();
  }

  List<Token> tokens() {
    return tokens;
  }

  /** The pattern here, or null. */
  @Nullable MatchResult match(Pattern pattern) {
    return match(pattern, at);
  }

  /** The pattern there, or null. Looks behind and ahead as far as the text goes. */
  @Nullable MatchResult match(Pattern pattern, int from) {
    Matcher matcher = pattern.matcher(text);
    matcher.region(Math.min(from, text.length()), text.length());
    matcher.useTransparentBounds(true).useAnchoringBounds(false);
    return matcher.lookingAt() ? matcher.toMatchResult() : null;
  }

  Token token(Kind kind, int end, String spoken) {
    return new Token(kind, text.substring(at, end), spoken, end);
  }

  /** The character at an index, a blank outside the text. */
  char charAt(int index) {
    return index < 0 || index >= text.length() ? ' ' : text.charAt(index);
  }

  /** Whether only blanks follow. */
  boolean atTextEnd(int from) {
    return from >= text.length() || text.substring(from).isBlank();
  }

  /** The last token read, or null at the start. */
  @Nullable Token previous() {
    return tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
  }

  /** The token before the last one, or null. */
  @Nullable Token secondPrevious() {
    return tokens.size() < 2 ? null : tokens.get(tokens.size() - 2);
  }

  /** The word before, as written; empty if a mark or nothing is there. */
  String wordBefore() {
    Token last = previous();
    return last == null || last.kind() == Kind.MARK ? "" : last.written();
  }

  String lowerWordBefore() {
    return wordBefore().toLowerCase(Locale.ROOT);
  }

  /** The word behind an index, over one blank or hyphen; letters only, empty if there is none. */
  String wordAfter(int from) {
    int start = from;
    if (charAt(start) == ' ' || charAt(start) == '-') {
      start++;
    }
    int end = start;
    while (Character.isLetter(charAt(end))) {
      end++;
    }
    return text.substring(Math.min(start, text.length()), Math.min(end, text.length()));
  }

  boolean isKnown(String word) {
    return known.test(word);
  }

  boolean startsSentence() {
    Token last = previous();
    return last == null
        || (last.kind() == Kind.MARK && ".?!".contains(last.spoken()) && !last.spoken().isEmpty());
  }

  /** Whether the mark there ends a sentence. */
  boolean endsSentence(int mark) {
    return ".?!".indexOf(charAt(mark)) >= 0 && SentenceEnds.isEnd(text, mark, true) && !leans(mark);
  }

  private boolean leans(int stop) {
    return text.substring(stop + 1).isBlank() && SentenceEnds.leansOnNext(text);
  }

  /** Behind an abbreviation's own full stop, unless that ends the sentence as well. */
  int behindStop(int stop) {
    return charAt(stop) == '.' && !endsSentence(stop) ? stop + 1 : stop;
  }

  /** Whether one of the words stands among the last {@code words} tokens. */
  boolean isNear(Pattern words, int distance) {
    for (int i = tokens.size() - 1; i >= Math.max(0, tokens.size() - distance); i--) {
      if (words.matcher(tokens.get(i).written().toLowerCase(Locale.ROOT)).matches()) {
        return true;
      }
    }
    return false;
  }

  /** The sentence's last mark, a full stop if there is none. */
  char sentenceMark() {
    int end = SentenceEnds.next(text, at, true);
    for (int i = end - 1; i >= at; i--) {
      if (".?!".indexOf(text.charAt(i)) >= 0) {
        return text.charAt(i);
      }
    }
    return '.';
  }
}

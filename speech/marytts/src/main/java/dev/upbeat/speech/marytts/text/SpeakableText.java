package dev.upbeat.speech.marytts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * English text as sentences of speakable tokens. Takes any text: what can't be said is dropped, so
 * there may be no sentence at all. Pure functions.
 *
 * <p>Takes the place of JTok, the tokenizer MaryTTS was built on, which is not published where
 * Maven looks, and of MaryTTS's own preprocessing, which leaves out money, units and the web and
 * brings a library of 11 MB to read numbers.
 */
public final class SpeakableText {
  /** Longer words are not words; MaryTTS cuts them, we break them. */
  private static final int LONGEST_WORD = 40;

  private static final Pattern TOKEN =
      Pattern.compile(
          "[A-Za-z]+(?:'[A-Za-z]+){0,6}'?|[.?!]+|[,;:–—()\\[\\]{}]|(?<=\\s)-+(?=\\s)|\"");

  private SpeakableText() {}

  /** The sentences of a text, in order. */
  public static List<Sentence> sentences(String text) {
    String spoken = SpokenForms.expand(TextCleaner.clean(text));
    Sentences sentences = new Sentences();
    Matcher matcher = TOKEN.matcher(spoken);
    while (matcher.find()) {
      String token = matcher.group();
      char first = token.charAt(0);
      if (Character.isLetter(first)) {
        sentences.word(token);
      } else if (first == '.' || first == '?' || first == '!') {
        sentences.stop(token, restBegins(spoken, matcher.end()));
      } else if (first != '"') {
        sentences.pause(first == ';' || first == ':' ? token : ",");
      }
    }
    return sentences.finish();
  }

  /**
   * How the text goes on after a stop: the next letter that isn't a quote or bracket; a space at
   * the end.
   */
  private static char restBegins(String text, int from) {
    boolean spaced = false;
    for (int i = from; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == SpokenForms.SENTENCE_START) {
        return 'A';
      } else if (next == ' ') {
        spaced = true;
      } else if (next != '"' && next != '\'' && next != ')' && next != ']' && next != '(') {
        return spaced || !Character.isLetter(next) ? next : 'a';
      }
    }
    return ' ';
  }

  /** Gathers tokens into sentences and drops marks that mark nothing. */
  private static final class Sentences {
    private final List<Sentence> done = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();

    void word(String word) {
      for (int at = 0; at < word.length(); at += LONGEST_WORD) {
        tokens.add(word.substring(at, Math.min(word.length(), at + LONGEST_WORD)));
      }
    }

    void stop(String marks, char next) {
      if (Character.isLowerCase(next)) {
        // "Really?" she said; three dots; or an abbreviation not known here: no sentence ends.
        if (!marks.equals(".")) {
          pause(",");
        }
        return;
      }
      if (mark(marks.indexOf('?') >= 0 ? "?" : marks.substring(0, 1))) {
        flush();
      }
    }

    void pause(String mark) {
      mark(mark);
    }

    /** A mark needs a word before it; a stronger one takes the place of a weaker. */
    private boolean mark(String mark) {
      if (tokens.isEmpty()) {
        return false;
      }
      int last = tokens.size() - 1;
      if (Sentence.isWord(tokens.get(last))) {
        tokens.add(mark);
      } else if (Sentence.endsSentence(mark)) {
        tokens.set(last, mark);
      }
      return true;
    }

    private void flush() {
      if (!tokens.isEmpty()) {
        done.add(new Sentence(tokens));
        tokens.clear();
      }
    }

    List<Sentence> finish() {
      flush();
      return List.copyOf(done);
    }
  }
}

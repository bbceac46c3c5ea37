package dev.upbeat.speech.marytts.text;

import dev.upbeat.speech.marytts.text.forms.Kind;
import dev.upbeat.speech.marytts.text.forms.Token;
import dev.upbeat.speech.marytts.text.forms.WrittenForms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * English text as sentences of speakable tokens. Takes any text: markup, emoji and the like are
 * dropped, so there may be no sentence at all. Pure functions.
 *
 * <p>Takes the place of JTok, the tokenizer MaryTTS was built on, which is not published where
 * Maven looks, and of MaryTTS's own preprocessing, which leaves out money, units and the web and
 * brings a library of 11 MB to read numbers.
 */
public final class SpeakableText {
  /** Longer words are not words; MaryTTS cuts them, we break them. */
  private static final int LONGEST_WORD = 40;

  private static final Pattern SPOKEN = Pattern.compile("[A-Za-z']+|,");

  private SpeakableText() {}

  /**
   * The sentences of a text, in order.
   *
   * @param known words that reach the voice as they are written, since its dictionary has them
   */
  public static List<Sentence> sentences(String text, Predicate<String> known) {
    Sentences sentences = new Sentences();
    for (Token token : WrittenForms.read(TextCleaner.clean(text), known)) {
      if (token.kind() == Kind.MARK) {
        if (!token.spoken().isEmpty()) {
          sentences.mark(token.spoken());
        }
      } else {
        Matcher matcher = SPOKEN.matcher(token.spoken());
        while (matcher.find()) {
          sentences.wordOrPause(matcher.group());
        }
      }
    }
    return sentences.finish();
  }

  /** Gathers tokens into sentences and drops marks that mark nothing. */
  private static final class Sentences {
    private final List<Sentence> done = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();

    void wordOrPause(String spoken) {
      if (spoken.equals(",")) {
        mark(spoken);
        return;
      }
      for (int at = 0; at < spoken.length(); at += LONGEST_WORD) {
        tokens.add(spoken.substring(at, Math.min(spoken.length(), at + LONGEST_WORD)));
      }
    }

    /** A mark needs a word before it; a stronger one takes the place of a weaker. */
    void mark(String mark) {
      if (tokens.isEmpty()) {
        return;
      }
      int last = tokens.size() - 1;
      if (Sentence.isWord(tokens.get(last))) {
        tokens.add(mark);
      } else if (Sentence.endsSentence(mark)) {
        tokens.set(last, mark);
      }
      if (Sentence.endsSentence(mark)) {
        flush();
      }
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

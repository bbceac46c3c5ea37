package dev.upbeat.core.dialogue;

import java.util.List;
import java.util.Objects;

/** What a recognizer has understood of an utterance, in lower case without punctuation. */
public sealed interface Transcript {
  /** The words, separated by single blanks; empty if none were heard. */
  String text();

  /** A guess while the user is speaking; later words may change earlier ones. */
  record Partial(String text) implements Transcript {
    public Partial {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The recognizer's last word on an utterance.
   *
   * @param words one entry a word, in order; may be empty even if {@code text} is not
   */
  record Final(String text, List<Word> words) implements Transcript {
    public Final {
      Objects.requireNonNull(text, "text");
      words = List.copyOf(words);
    }

    /** Whether nothing was understood. */
    public boolean isEmpty() {
      return text.isBlank();
    }
  }

  /**
   * A word and when it was said.
   *
   * @param startMs milliseconds from the utterance's first sample
   * @param endMs milliseconds from the utterance's first sample
   * @param confidence the recognizer's own figure; larger is surer, not calibrated
   */
  record Word(String text, long startMs, long endMs, double confidence) {
    public Word {
      Objects.requireNonNull(text, "text");
    }
  }
}

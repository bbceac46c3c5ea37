package dev.upbeat.server.continuation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Lets only the answer pass: no thoughts, however the model marks them, no calls of tools, nothing
 * after the end of the message.
 *
 * <p>An answer without thoughts is not held back. A beginning that reads like a thought is, for it
 * may be one whose opening tag the chat template has swallowed: everything before a lone {@code
 * </think>} was thought. If no such end comes, it was the answer.
 */
final class ThoughtFilter {
  private static final int LONGEST_HEADER = 400;
  private static final int LONGEST_CHANNEL = 20;
  private static final Set<String> CHANNELS = Set.of("analysis", "commentary", "final");
  private static final int LONGEST_HELD = 1 << 18;

  private enum Mode {
    ANSWER,
    HIDDEN,
    /** Between {@code <|channel|>} and {@code <|message|>}. */
    HEADER,
    /** The rest of a line, after {@code <|im_start|>}. */
    LINE_HEADER,
    /** After a hidden message's end, before the next message. */
    BETWEEN,
    OVER
  }

  private final StringBuilder held = new StringBuilder();
  private final StringBuilder header = new StringBuilder();

  /** The answer so far, as far as it has not been let go. */
  private final StringBuilder answer = new StringBuilder();

  /** The answer's first characters, whatever became of them. */
  private final StringBuilder beginning = new StringBuilder();

  private final Deque<String> hidden = new ArrayDeque<>();
  private final ThoughtStart start;
  private Mode mode = Mode.ANSWER;
  private char previous;
  private boolean anyAnswer;
  private boolean released;
  private boolean retracted;
  private boolean closedAlone;
  private boolean thought;
  private boolean onlyBlanksHidden;

  /** Whether {@code <s>} has been seen: then its end is HTML's, and not that of the message. */
  private boolean struck;

  /**
   * @param swallowed whether this model's opening tag is known not to show
   */
  ThoughtFilter(boolean swallowed) {
    this.start = new ThoughtStart(swallowed);
  }

  /** What of the answer may go on. */
  String accept(String text) {
    held.append(text);
    read(false);
    return release(false, true);
  }

  /**
   * @param complete whether the model ended the text itself
   */
  String finish(boolean complete) {
    read(true);
    return release(true, complete);
  }

  /** Whether, as far as can be told, the model thinks at present. */
  boolean isThinking() {
    return mode == Mode.HIDDEN || mode == Mode.BETWEEN || start.isThought() && !released;
  }

  /** Whether the message is at its end. */
  boolean isOver() {
    return mode == Mode.OVER;
  }

  /** Whether any thought has been seen. */
  boolean hasThought() {
    return thought;
  }

  /** Whether a thought ended that had never begun. */
  boolean hasClosedAlone() {
    return closedAlone;
  }

  /** Whether what was let go before has turned out to be a thought; asking forgets it. */
  boolean takeRetraction() {
    boolean was = retracted;
    retracted = false;
    return was;
  }

  /** Thoughts come apart from the text: all text is answer. */
  void thoughtsAreApart() {
    thought = true;
    start.rejectAll();
  }

  private void read(boolean last) {
    int at = 0;
    while (at < held.length() && mode != Mode.OVER) {
      char c = held.charAt(at);
      // In backticks stands a tag that is spoken about.
      if (Marker.mayStartWith(c) && !(previous == '`' && mode == Mode.ANSWER)) {
        Marker marker = Marker.read(held, at, last);
        if (marker.kind() == Marker.Kind.UNDECIDED) {
          break;
        }
        boolean strike = marker.name().equals("s");
        if (marker.kind() != Marker.Kind.NONE && !(strike && struck)) {
          at += marker.length();
          previous = '>';
          take(marker);
          continue;
        }
      }
      struck |= c == '<' && held.indexOf("<s>", at) == at;
      at++;
      previous = c;
      take(c);
    }
    held.delete(0, mode == Mode.OVER ? held.length() : at);
  }

  private void take(char c) {
    switch (mode) {
      case ANSWER -> {
        if (answer.length() < LONGEST_HELD) {
          answer.append(c);
        }
        anyAnswer |= !Character.isWhitespace(c);
        if (beginning.length() < LONGEST_CHANNEL) {
          beginning.append(c);
        }
      }
      case HEADER, LINE_HEADER -> {
        if (mode == Mode.LINE_HEADER && c == '\n') {
          begin(header.toString());
        } else if (header.length() < LONGEST_HEADER) {
          header.append(c);
        }
      }
      case HIDDEN -> onlyBlanksHidden &= Character.isWhitespace(c);
      case BETWEEN, OVER -> {}
    }
  }

  private void take(Marker marker) {
    switch (marker.kind()) {
      case HIDDEN_OPENS -> open(marker);
      case HIDDEN_CLOSES -> close(marker);
      case HEADER -> enter(Mode.HEADER);
      case LINE_HEADER -> {
        if (mode == Mode.ANSWER && anyAnswer && !marker.name().equals("channel")) {
          mode = Mode.OVER;
        } else {
          enter(Mode.LINE_HEADER);
        }
      }
      case MESSAGE -> {
        if (mode == Mode.HEADER) {
          begin(header.toString());
        } else if (mode == Mode.ANSWER
            && !thought
            && CHANNELS.contains(beginning.toString().stripLeading())) {
          // The prompt ended with <|channel|>: what came first is the channel's name.
          answer.setLength(0);
          anyAnswer = false;
          begin(beginning.toString());
        }
      }
      case END -> end();
      case OTHER_TURN -> mode = mode == Mode.ANSWER && !anyAnswer ? mode : Mode.OVER;
      case NONE, UNDECIDED, IGNORED -> {}
    }
  }

  private void open(Marker marker) {
    thought |= marker.isThought();
    if (mode != Mode.HIDDEN) {
      start.look(answer, false);
      if (start.isThought()) {
        int from = start.releasedFrom(answer, true, false);
        answer.delete(0, from < 0 ? answer.length() : from);
      }
      mode = Mode.HIDDEN;
      hidden.clear();
    } else if (onlyBlanksHidden && marker.name().equals(hidden.peek())) {
      // Template and model both opened it; it is closed once.
      return;
    }
    hidden.push(marker.name());
    onlyBlanksHidden = true;
  }

  private void close(Marker marker) {
    if (mode == Mode.HIDDEN) {
      onlyBlanksHidden = false;
      boolean known = hidden.contains(marker.name());
      while (!hidden.isEmpty()) {
        String opened = hidden.pop();
        if (known && opened.equals(marker.name())) {
          break;
        }
      }
      if (hidden.isEmpty()) {
        mode = Mode.ANSWER;
        start.rejectAll();
      }
    } else if (mode == Mode.ANSWER && marker.isThought()) {
      thought = true;
      closedAlone = true;
      retracted |= released;
      released = false;
      anyAnswer = false;
      answer.setLength(0);
      start.rejectAll();
    }
  }

  private void enter(Mode next) {
    mode = next;
    header.setLength(0);
  }

  /** A message begins whose header says what it is. */
  private void begin(String words) {
    String kind = words.strip().toLowerCase(Locale.ROOT);
    boolean answers =
        kind.isEmpty()
            || kind.startsWith("final")
            || kind.startsWith("answer")
            || kind.startsWith("response")
            || kind.startsWith("assistant")
            || kind.startsWith("model");
    hidden.clear();
    mode = answers ? Mode.ANSWER : Mode.HIDDEN;
    if (answers) {
      start.rejectAll();
    } else {
      thought = true;
      hidden.push("channel");
      onlyBlanksHidden = true;
    }
  }

  private void end() {
    if (mode == Mode.ANSWER) {
      mode = anyAnswer ? Mode.OVER : mode;
    } else if (mode != Mode.HIDDEN || "channel".equals(hidden.peek())) {
      mode = Mode.BETWEEN;
    }
  }

  private String release(boolean last, boolean complete) {
    start.look(answer, last);
    int from = start.releasedFrom(answer, last, complete);
    if (from < 0) {
      return "";
    }
    int end = answer.length();
    if (!last && end > from && Character.isHighSurrogate(answer.charAt(end - 1))) {
      end--;
    }
    String text = answer.substring(from, end);
    answer.delete(0, end);
    released |= !text.isBlank();
    return text;
  }
}

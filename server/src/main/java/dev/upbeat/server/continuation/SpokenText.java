package dev.upbeat.server.continuation;

import dev.upbeat.server.markdown.SpeakableMarkdown;

/** All stages between the language model and the listener, in order. */
final class SpokenText {
  /** Said when code, which nobody can listen to, was all there was. */
  private static final String ONLY_CODE = "the answer is code, and that can't be read aloud.";

  private final boolean raw;
  private final AnswerLength length;
  private final ThoughtFilter thoughts;
  private final StringBuilder said = new StringBuilder();
  private String prefix;
  private SpeakableMarkdown markdown;
  private DisclaimerFilter disclaimer;
  private SeamTrimmer seam;
  private AnswerShaper shaper;

  /**
   * @param prefix what has been said before
   * @param raw whether the model saw it as its own text
   * @param opensUnseen whether this model's thoughts are known to begin without a mark
   */
  SpokenText(String prefix, boolean raw, AnswerLength length, boolean opensUnseen) {
    this.prefix = prefix;
    this.raw = raw;
    this.length = length;
    this.thoughts = new ThoughtFilter(opensUnseen);
    this.markdown = new SpeakableMarkdown(prefix);
    this.disclaimer = new DisclaimerFilter();
    this.seam = new SeamTrimmer(prefix, raw);
    this.shaper = new AnswerShaper(prefix, length);
  }

  String accept(String piece) {
    String answer = thoughts.accept(piece);
    String ended = thoughts.takeRetraction() ? startAgain() : "";
    return ended + remember(speak(answer));
  }

  /**
   * @param complete whether the model ended the text itself
   */
  String finish(boolean complete) {
    String answer = thoughts.finish(complete);
    String ended = thoughts.takeRetraction() ? startAgain() : "";
    StringBuilder rest = new StringBuilder(speak(answer));
    StringBuilder seamed = new StringBuilder();
    seamed.append(seam.accept(disclaimer.accept(markdown.finish())));
    seamed.append(seam.accept(disclaimer.finish()));
    seamed.append(seam.finish());
    rest.append(shaper.accept(seamed.toString()));
    boolean brokenOff = shaper.isFull();
    rest.append(shaper.finish(complete));
    if (!brokenOff && markdown.leftCodeOut() && Words.count(said) == 0 && Words.count(rest) == 0) {
      rest.setLength(0);
      rest.append(onlyCode());
    }
    return ended + remember(rest.toString());
  }

  private String speak(String answer) {
    return shaper.accept(seam.accept(disclaimer.accept(markdown.accept(answer))));
  }

  private String onlyCode() {
    String before = prefix.strip();
    if (before.isEmpty()) {
      return "The answer is" + ONLY_CODE.substring("the answer is".length());
    }
    return switch (before.charAt(before.length() - 1)) {
      case '.', '!', '?' -> " The answer is" + ONLY_CODE.substring("the answer is".length());
      case ',', ':', ';' -> " " + ONLY_CODE;
      default -> ", well, " + ONLY_CODE;
    };
  }

  /**
   * What has passed was a thought after all. If it has been said, it can only be ended: the answer
   * follows as a sentence of its own.
   */
  private String startAgain() {
    String end = "";
    if (Words.count(said) > 0) {
      String heard = (prefix + said).strip();
      end = ".!?".indexOf(heard.charAt(heard.length() - 1)) < 0 ? "." : "";
      remember(end);
      prefix = prefix + said;
    }
    markdown = new SpeakableMarkdown(prefix);
    disclaimer = new DisclaimerFilter();
    seam = new SeamTrimmer(prefix, raw);
    shaper = new AnswerShaper(prefix, length);
    return end;
  }

  boolean isFull() {
    return shaper.isFull() || thoughts.isOver();
  }

  /** Whether, as far as can be told, the model thinks at present. */
  boolean isThinking() {
    return thoughts.isThinking();
  }

  /** Whether any thought has been seen. */
  boolean hasThought() {
    return thoughts.hasThought();
  }

  /** Whether a thought ended that had never begun. */
  boolean hasClosedUnopened() {
    return thoughts.hasClosedAlone();
  }

  /** The model's thoughts come apart from its text: all text is answer. */
  void thoughtsAreApart() {
    thoughts.thoughtsAreApart();
  }

  /** Everything that has passed. */
  String said() {
    return said.toString();
  }

  private String remember(String text) {
    said.append(text);
    return text;
  }
}

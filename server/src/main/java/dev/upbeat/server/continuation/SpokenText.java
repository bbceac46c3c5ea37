package dev.upbeat.server.continuation;

/** All stages between the language model and the listener, in order. */
final class SpokenText {
  private final SpeechFilter filter;
  private final DisclaimerFilter disclaimer = new DisclaimerFilter();
  private final SeamTrimmer seam;
  private final AnswerShaper shaper;
  private final StringBuilder said = new StringBuilder();

  SpokenText(String prefix, boolean raw, AnswerLength length) {
    // The filter eats leading blanks it has not seen the end of, so the seam decides about them.
    this.filter = new SpeechFilter(prefix);
    this.seam = new SeamTrimmer(prefix, raw);
    this.shaper = new AnswerShaper(prefix, length);
  }

  String accept(String piece) {
    return remember(shaper.accept(seam.accept(disclaimer.accept(filter.accept(piece)))));
  }

  /**
   * @param complete whether the model ended the text itself
   */
  String finish(boolean complete) {
    StringBuilder rest = new StringBuilder();
    rest.append(seam.accept(disclaimer.accept(filter.finish())));
    rest.append(seam.accept(disclaimer.finish()));
    rest.append(seam.finish());
    return remember(shaper.accept(rest.toString()) + shaper.finish(complete));
  }

  boolean isFull() {
    return shaper.isFull();
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

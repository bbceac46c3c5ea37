package dev.upbeat.server.continuation;

/** A step that text passes through on its way to speech. One thread; one instance an answer. */
interface TextStage {
  /**
   * Takes more text.
   *
   * @return what may go on; empty while the stage needs to see more
   */
  String accept(String text);

  /** The text is at its end: what was held back. */
  String finish();
}

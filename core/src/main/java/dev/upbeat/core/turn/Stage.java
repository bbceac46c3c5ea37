package dev.upbeat.core.turn;

/** The instants of a turn, in the order they usually come. */
public enum Stage {
  /** The user began to speak. */
  SPEECH_STARTED,
  /** The user's last sound; zero of every latency figure. For typed text: when it was handed in. */
  END_OF_SPEECH,
  /** The detector was sure that the utterance is over. */
  ENDPOINT,
  /** The recognizer has given its last word. */
  FINAL_TRANSCRIPT,
  /** The opener's words are decided. */
  OPENER_TEXT,
  /** The first sound of the answer is audible. */
  FIRST_AUDIO,
  /** The request was handed to the continuator. */
  REQUEST_SENT,
  /** The continuator's first words have come. */
  FIRST_DELTA,
  /** The last sound of the opener has been heard. */
  OPENER_ENDED,
  /** The first sound of the continuation is audible. */
  FIRST_CONTINUATION_AUDIO,
  /** The last sound of the answer has been heard. */
  DONE
}

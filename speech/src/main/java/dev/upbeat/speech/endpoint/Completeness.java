package dev.upbeat.speech.endpoint;

/** Whether words so far sound like a whole request. */
public enum Completeness {
  /** Nothing seems to be missing: "what is the capital of peru". */
  FINISHED,
  /** It could be either. */
  UNDECIDED,
  /** More must come: "set a timer for". */
  UNFINISHED
}

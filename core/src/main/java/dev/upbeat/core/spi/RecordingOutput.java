package dev.upbeat.core.spi;

/**
 * A loudspeaker that records what it plays, silences included, instead of or besides sounding.
 *
 * <p>The recording begins when the session opens, unless {@link #startAt} says otherwise.
 */
public interface RecordingOutput extends AudioOutput {
  /**
   * Lets the recording begin at a moment, such as the end of the question: what was played before
   * is cut off, silence from then on is kept. May lie in the past or in the future; a moment before
   * the present beginning changes nothing. Returns at once.
   *
   * @param nanos on the session's ticker, in ns
   * @throws dev.upbeat.core.UpbeatException {@code device-*} if what was recorded can't be cut
   */
  void startAt(long nanos);
}

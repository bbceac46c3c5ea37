package dev.upbeat.speech;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.dialogue.Transcript;
import dev.upbeat.core.spi.EndpointSession;
import dev.upbeat.core.spi.EndpointSession.Event;
import dev.upbeat.core.spi.RecognitionSession;
import dev.upbeat.core.spi.SpeechRecognizer;
import dev.upbeat.speech.endpoint.EndpointSettings;
import dev.upbeat.speech.endpoint.VoiceEndpointDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Feeds a recording in 20 ms frames to endpointing and recognizer, as the turn engine does, and
 * lists the utterances found.
 */
public final class Listener {
  private static final int FRAME = 320;

  private final VoiceEndpointDetector detector;
  private final SpeechRecognizer recognizer;
  private final int lead;
  private final int tail;

  public Listener(VoiceEndpointDetector detector, SpeechRecognizer recognizer) {
    this(detector, recognizer, detector.settings());
  }

  public Listener(
      VoiceEndpointDetector detector, SpeechRecognizer recognizer, EndpointSettings settings) {
    this.detector = detector;
    this.recognizer = recognizer;
    this.lead = AudioChunk.samplesIn(16_000, settings.lead());
    this.tail = AudioChunk.samplesIn(16_000, settings.tail());
  }

  /**
   * An utterance; samples count from the recording's first.
   *
   * @param decided where the stream was when the end was decided; the length if it never was
   */
  public record Utterance(
      long start, long end, long decided, String evidence, List<Event> events, String text) {}

  /** All utterances in the recording; the last may be cut off by its end. */
  public List<Utterance> hear(AudioChunk recording) {
    List<Utterance> found = new ArrayList<>();
    int from = 0;
    while (from < recording.length()) {
      Optional<Utterance> utterance = one(recording, from);
      if (utterance.isEmpty()) {
        break;
      }
      found.add(utterance.get());
      from = (int) utterance.get().decided();
    }
    return found;
  }

  private Optional<Utterance> one(AudioChunk recording, int from) {
    List<Event> events = new ArrayList<>();
    long start = -1;
    long stopped = -1;
    int fed = 0;
    try (EndpointSession endpoint = detector.start();
        RecognitionSession recognition = recognizer.start()) {
      int position = from;
      while (position < recording.length()) {
        int end = Math.min(position + FRAME, recording.length());
        List<Event> news = endpoint.accept(recording.slice(position, end));
        position = end;
        for (Event event : news) {
          events.add(event);
          if (event instanceof Event.SpeechStarted started) {
            start = from + started.sample();
            fed = (int) Math.max(from, start - lead);
          } else if (event instanceof Event.SpeechPaused paused) {
            stopped = from + paused.sample();
          } else if (event instanceof Event.SpeechResumed) {
            stopped = -1;
          } else if (event instanceof Event.SpeechEnded ended) {
            return Optional.of(
                new Utterance(
                    start,
                    from + ended.sample(),
                    position,
                    ended.evidence(),
                    events,
                    recognition.finish().text()));
          }
        }
        if (start >= 0) {
          int until = stopped < 0 ? position : (int) Math.min(position, stopped + tail);
          if (until > fed) {
            Optional<Transcript.Partial> partial = recognition.accept(recording.slice(fed, until));
            partial.ifPresent(endpoint::hear);
            fed = until;
          }
        }
      }
      return start < 0
          ? Optional.empty()
          : Optional.of(
              new Utterance(
                  start,
                  recording.length(),
                  recording.length(),
                  "end of the recording",
                  events,
                  recognition.finish().text()));
    }
  }
}

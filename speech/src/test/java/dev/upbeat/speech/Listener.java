package dev.upbeat.speech;

import dev.upbeat.core.audio.AudioChunk;
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
  private static final String CUT_OFF = "end of the recording";

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
    try (EndpointSession endpoint = detector.start();
        RecognitionSession recognition = recognizer.start()) {
      Feed feed = new Feed(recording, endpoint, recognition);
      long start = -1;
      for (int at = from; at < recording.length(); at += FRAME) {
        int end = Math.min(at + FRAME, recording.length());
        for (Event event : endpoint.accept(recording.slice(at, end))) {
          events.add(event);
          if (event instanceof Event.SpeechStarted started) {
            start = from + started.sample();
            feed.fed = (int) Math.max(from, start - lead);
          } else if (event instanceof Event.SpeechPaused paused) {
            feed.to((int) Math.min(end, from + paused.sample() + tail));
            feed.pause();
          } else if (event instanceof Event.SpeechResumed) {
            feed.paused = false;
          } else if (event instanceof Event.SpeechEnded ended) {
            return Optional.of(
                new Utterance(
                    start,
                    from + ended.sample(),
                    end,
                    ended.evidence(),
                    events,
                    recognition.finish().text()));
          }
        }
        if (start >= 0 && !feed.paused) {
          feed.to(end);
        }
      }
      int length = recording.length();
      return start < 0
          ? Optional.empty()
          : Optional.of(
              new Utterance(start, length, length, CUT_OFF, events, recognition.finish().text()));
    }
  }

  /** What the recognizer has got of the recording. */
  private static final class Feed {
    private final AudioChunk recording;
    private final EndpointSession endpoint;
    private final RecognitionSession recognition;
    private int fed;
    private boolean paused;

    Feed(AudioChunk recording, EndpointSession endpoint, RecognitionSession recognition) {
      this.recording = recording;
      this.endpoint = endpoint;
      this.recognition = recognition;
    }

    void to(int sample) {
      if (sample > fed) {
        recognition.accept(recording.slice(fed, sample)).ifPresent(endpoint::hear);
        fed = sample;
      }
    }

    void pause() {
      paused = true;
      recognition.pause().ifPresent(endpoint::hear);
    }
  }
}

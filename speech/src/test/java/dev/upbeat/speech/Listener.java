package dev.upbeat.speech;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.audio.AutomaticGain;
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
  private final boolean amplified;
  private AutomaticGain gain = new AutomaticGain();

  public Listener(VoiceEndpointDetector detector, SpeechRecognizer recognizer) {
    this(detector, recognizer, detector.settings(), true);
  }

  /** One that takes the sound as loud as it comes. */
  public static Listener withoutGain(VoiceEndpointDetector detector, SpeechRecognizer recognizer) {
    return new Listener(detector, recognizer, detector.settings(), false);
  }

  private Listener(
      VoiceEndpointDetector detector,
      SpeechRecognizer recognizer,
      EndpointSettings settings,
      boolean amplified) {
    this.detector = detector;
    this.recognizer = recognizer;
    this.lead = AudioChunk.samplesIn(16_000, settings.lead());
    this.amplified = amplified;
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
    gain = new AutomaticGain();
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
      gain.listen();
      long start = -1;
      for (int at = from; at < recording.length(); at += FRAME) {
        int end = Math.min(at + FRAME, recording.length());
        if (start < 0) {
          endpoint.expect(gain.expectedLevel().orElse(Double.NEGATIVE_INFINITY));
        }
        for (Event event : endpoint.accept(heard(recording.slice(at, end)))) {
          events.add(event);
          if (event instanceof Event.SpeechStarted started) {
            gain.speechStarted();
            start = from + started.sample();
            feed.fed = (int) Math.max(from, start - lead);
          } else if (event instanceof Event.SpeechPaused paused) {
            feed.to((int) Math.min(end, from + paused.sample() + tail));
            feed.pause();
          } else if (event instanceof Event.SpeechResumed) {
            feed.paused = false;
          } else if (event instanceof Event.SpeechCutOff cutOff) {
            return Optional.of(
                new Utterance(start, from + cutOff.sample(), end, cutOff.evidence(), events, ""));
          } else if (event instanceof Event.SpeechEnded ended) {
            gain.utteranceEnded();
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

  private AudioChunk heard(AudioChunk frame) {
    AudioChunk louder = gain.forDetector(frame);
    return amplified ? louder : frame;
  }

  /** What the recognizer has got of the recording. */
  private final class Feed {
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
      while (fed < sample) {
        int next = Math.min(sample, fed + FRAME);
        AudioChunk frame = recording.slice(fed, next);
        recognition.accept(amplified ? gain.forRecognizer(frame) : frame).ifPresent(endpoint::hear);
        fed = next;
      }
    }

    void pause() {
      paused = true;
      recognition.pause().ifPresent(endpoint::hear);
    }
  }
}

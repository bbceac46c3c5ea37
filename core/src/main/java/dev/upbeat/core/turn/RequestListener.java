package dev.upbeat.core.turn;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.audio.AutomaticGain;
import dev.upbeat.core.dialogue.Transcript;
import dev.upbeat.core.spi.AudioInput;
import dev.upbeat.core.spi.EndpointDetector;
import dev.upbeat.core.spi.EndpointSession;
import dev.upbeat.core.spi.RecognitionSession;
import dev.upbeat.core.spi.SpeechRecognizer;
import dev.upbeat.core.time.Ticker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens for one utterance: reads frames, watches for its begin and end, has it transcribed
 * meanwhile. One use, one thread.
 */
final class RequestListener {
  private static final int RATE = AudioInput.SAMPLE_RATE;

  private final AudioInput input;
  private final SpeechRecognizer recognizer;
  private final EndpointDetector detector;
  private final Ticker ticker;
  private final TurnSettings settings;
  private final Timeline timeline;
  private final AutomaticGain gain;

  /** Frames not given to the recognizer: before the speech the pre-roll, in a pause all since. */
  private final Deque<AudioChunk> held = new ArrayDeque<>();

  private long samplesRead;
  private long lastReadNanos;
  private long speechEnd;
  private String words = "";
  private @Nullable RecognitionSession recognition;
  private boolean paused;

  RequestListener(
      AudioInput input,
      SpeechRecognizer recognizer,
      EndpointDetector detector,
      Ticker ticker,
      TurnSettings settings,
      Timeline timeline,
      AutomaticGain gain) {
    this.input = input;
    this.recognizer = recognizer;
    this.detector = detector;
    this.ticker = ticker;
    this.settings = settings;
    this.timeline = timeline;
    this.gain = gain;
  }

  /** What happens on the way; each returns at once. */
  interface Watcher {
    void speechStarted();

    void partial(String words);

    void paused(String words);
  }

  /**
   * Blocks until an utterance has ended or the input has.
   *
   * @return empty if the input ended and nobody had spoken
   */
  Optional<HeardRequest> listen(Watcher watcher) throws InterruptedException {
    try (EndpointSession endpoint = detector.start()) {
      gain.listen();
      Consumer<Transcript.Partial> onPartial =
          partial -> {
            words = partial.text();
            endpoint.hear(partial);
            watcher.partial(words);
          };
      Optional<AudioChunk> frame;
      while ((frame = input.read()).isPresent()) {
        lastReadNanos = ticker.nanoTime();
        samplesRead += frame.get().length();
        held.add(frame.get());
        if (recognition == null) {
          // Each time: while nobody speaks the last speaker is forgotten.
          endpoint.expect(gain.expectedLevel().orElse(Double.NEGATIVE_INFINITY));
        }
        for (EndpointSession.Event event : endpoint.accept(gain.forDetector(frame.get()))) {
          if (event instanceof EndpointSession.Event.SpeechEnded ended) {
            return Optional.of(understood(end(ended.sample(), ended.evidence(), false)));
          }
          if (event instanceof EndpointSession.Event.SpeechCutOff cutOff) {
            return Optional.of(end(cutOff.sample(), cutOff.evidence(), true));
          }
          handle(event, watcher, onPartial);
        }
        feed(onPartial);
      }
      if (recognition == null) {
        return Optional.empty();
      }
      return Optional.of(understood(end(paused ? speechEnd : samplesRead, "end of input", false)));
    } finally {
      if (recognition != null) {
        recognition.close();
      }
    }
  }

  private void handle(
      EndpointSession.Event event, Watcher watcher, Consumer<Transcript.Partial> onPartial) {
    if (event instanceof EndpointSession.Event.SpeechStarted started && recognition == null) {
      timeline.mark(Stage.SPEECH_STARTED, nanosAt(started.sample()));
      gain.speechStarted();
      recognition = recognizer.start();
      watcher.speechStarted();
    } else if (event instanceof EndpointSession.Event.SpeechPaused pause) {
      paused = true;
      speechEnd = pause.sample();
      if (recognition != null) {
        // The last word would else be known only at the end, too late to judge the silence by it.
        recognition.pause().ifPresent(onPartial);
      }
      watcher.paused(words);
    } else if (event instanceof EndpointSession.Event.SpeechResumed) {
      paused = false;
    }
  }

  /** Gives the recognizer what it may have now. */
  private void feed(Consumer<Transcript.Partial> onPartial) {
    RecognitionSession session = recognition;
    if (session == null) {
      trimTo(AudioChunk.samplesIn(RATE, settings.preRoll()));
    } else if (!paused) {
      while (!held.isEmpty()) {
        session.accept(gain.forRecognizer(held.remove())).ifPresent(onPartial);
      }
    }
  }

  private void trimTo(int samples) {
    int kept = held.stream().mapToInt(AudioChunk::length).sum();
    while (!held.isEmpty() && kept - held.element().length() >= samples) {
      kept -= held.remove().length();
    }
  }

  /** A noise without words is no measure of the user's voice. */
  private HeardRequest understood(HeardRequest heard) {
    if (!heard.transcript().isEmpty()) {
      gain.utteranceEnded();
    }
    return heard;
  }

  private HeardRequest end(long endSample, String evidence, boolean cutOff) {
    RecognitionSession session = recognition;
    Transcript.Final transcript = new Transcript.Final("", java.util.List.of());
    timeline.mark(Stage.END_OF_SPEECH, nanosAt(endSample));
    timeline.mark(Stage.ENDPOINT, lastReadNanos);
    if (session != null) {
      long limit = endSample + AudioChunk.samplesIn(RATE, settings.recognizerTail());
      long position = samplesRead - held.stream().mapToLong(AudioChunk::length).sum();
      for (AudioChunk frame : held) {
        int wanted = (int) Math.min(frame.length(), limit - position);
        if (wanted > 0) {
          AudioChunk part = wanted == frame.length() ? frame : frame.slice(0, wanted);
          session.accept(gain.forRecognizer(part));
        }
        position += frame.length();
      }
      transcript = session.finish();
    }
    timeline.mark(Stage.FINAL_TRANSCRIPT, ticker.nanoTime());
    return new HeardRequest(transcript, nanosAt(endSample), evidence, cutOff, gain.speechLevel());
  }

  /** When a sample was heard: the last one read was heard just when it was read. */
  private long nanosAt(long sample) {
    return lastReadNanos - Math.round((samplesRead - sample) * 1e9 / RATE);
  }
}

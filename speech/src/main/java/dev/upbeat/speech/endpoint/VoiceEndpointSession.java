package dev.upbeat.speech.endpoint;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.dialogue.Transcript;
import dev.upbeat.core.spi.EndpointSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One utterance: cuts the sound into windows, has them judged, and follows speech and silence. */
final class VoiceEndpointSession implements EndpointSession {
  private enum Phase {
    WAITING,
    SPEAKING,
    PAUSED,
    ENDED
  }

  private final VoiceActivityModel.Stream voice;
  private final EndpointSettings settings;
  private final CompletenessRules rules;
  private final NearField nearField;
  private final short[] window;
  private int filled;

  /** Samples judged so far: the end of the last whole window. */
  private long position;

  private Phase phase = Phase.WAITING;
  private long started;
  private long speechEnd;

  /** Where the present run of speech windows began, while it is too short to count. */
  private long runStart;

  private long runSpeech;

  private String words = "";
  private Completeness completeness = Completeness.UNDECIDED;
  private long wordsChanged;

  VoiceEndpointSession(
      VoiceActivityModel.Stream voice, EndpointSettings settings, CompletenessRules rules) {
    this.voice = voice;
    this.settings = settings;
    this.rules = rules;
    this.window = new short[voice.windowSamples()];
    this.nearField = new NearField(settings.nearField(), window.length);
  }

  @Override
  public List<Event> accept(AudioChunk chunk) {
    if (chunk.sampleRate() != VoiceActivityModel.SAMPLE_RATE) {
      throw new IllegalArgumentException(
          "endpointing wants "
              + VoiceActivityModel.SAMPLE_RATE
              + " Hz, got "
              + chunk.sampleRate()
              + " Hz: resample first");
    }
    List<Event> events = new ArrayList<>(2);
    int taken = 0;
    while (taken < chunk.length() && phase != Phase.ENDED) {
      int length = Math.min(window.length - filled, chunk.length() - taken);
      chunk.copyTo(taken, window, filled, length);
      filled += length;
      taken += length;
      if (filled == window.length) {
        filled = 0;
        judge(voice.probability(window), nearField.isNear(window), events);
      }
    }
    return events;
  }

  @Override
  public void hear(Transcript transcript) {
    if (!transcript.text().equals(words)) {
      words = transcript.text();
      completeness = rules.judge(words);
      wordsChanged = position + filled;
    }
  }

  @Override
  public void expect(double speechLevel) {
    nearField.expect(speechLevel);
  }

  @Override
  public void close() {
    phase = Phase.ENDED;
    voice.close();
  }

  /**
   * @param near whether the sound is loud enough to be the user's
   */
  private void judge(double voiced, boolean near, List<Event> events) {
    double probability = near ? voiced : 0;
    long windowStart = position;
    position += window.length;
    switch (phase) {
      case WAITING -> {
        follow(probability >= threshold(runSpeech > 0), windowStart);
        if (runSpeech >= samples(settings.minimumSpeech())) {
          phase = Phase.SPEAKING;
          started = runStart;
          speechEnd = position;
          nearField.speechStarted();
          events.add(new Event.SpeechStarted(started));
        }
      }
      case SPEAKING -> {
        if (probability >= settings.silenceThreshold()) {
          speechEnd = position;
        } else if (position - speechEnd >= samples(settings.pause())) {
          phase = Phase.PAUSED;
          runSpeech = 0;
          events.add(new Event.SpeechPaused(speechEnd));
        }
      }
      case PAUSED -> paused(probability, windowStart, events);
      case ENDED -> {}
    }
    endIfTooLong(events);
  }

  private void paused(double probability, long windowStart, List<Event> events) {
    follow(probability >= threshold(runSpeech > 0), windowStart);
    if (runSpeech >= samples(settings.minimumSpeech()) / 2) {
      phase = Phase.SPEAKING;
      speechEnd = position;
      events.add(new Event.SpeechResumed(runStart));
    } else if (runSpeech == 0 && position - speechEnd >= samples(neededSilence())) {
      phase = Phase.ENDED;
      String evidence =
          String.format(
              Locale.ROOT,
              "silence of %d ms after %s words",
              (position - speechEnd) * 1000 / VoiceActivityModel.SAMPLE_RATE,
              heardCompleteness().name().toLowerCase(Locale.ROOT));
      events.add(new Event.SpeechEnded(speechEnd, evidence));
    }
  }

  /** Follows a run of speech windows. */
  private void follow(boolean speech, long windowStart) {
    if (speech) {
      if (runSpeech == 0) {
        runStart = windowStart;
      }
      runSpeech += window.length;
    } else {
      runSpeech = 0;
    }
  }

  private double threshold(boolean inSpeech) {
    return inSpeech ? settings.silenceThreshold() : settings.speechThreshold();
  }

  private Duration neededSilence() {
    return switch (heardCompleteness()) {
      case FINISHED -> settings.finishedSilence();
      case UNDECIDED -> settings.undecidedSilence();
      case UNFINISHED -> settings.unfinishedSilence();
    };
  }

  private Completeness heardCompleteness() {
    boolean stable = position - wordsChanged >= samples(settings.stability());
    return completeness == Completeness.FINISHED && !stable ? Completeness.UNDECIDED : completeness;
  }

  private void endIfTooLong(List<Event> events) {
    boolean open = phase == Phase.SPEAKING || phase == Phase.PAUSED;
    if (open && position - started >= samples(settings.maximumUtterance())) {
      phase = Phase.ENDED;
      events.add(
          new Event.SpeechCutOff(
              position, "longest utterance of " + settings.maximumUtterance().toMillis() + " ms"));
    }
  }

  private static long samples(Duration duration) {
    return AudioChunk.samplesIn(VoiceActivityModel.SAMPLE_RATE, duration);
  }
}

package dev.upbeat.core.turn;

import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.spi.Continuation;
import dev.upbeat.core.spi.SpokenText;
import dev.upbeat.core.time.Ticker;
import dev.upbeat.core.turn.SpeakableSegmenter.Segment;
import dev.upbeat.core.turn.SpeakableSegmenter.Urgency;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks a continuation behind the opener as it streams in, and ends the sentence by itself if the
 * continuation fails. One use, on the turn's thread.
 */
final class AnswerSpeaker {
  private static final Duration TICK = Duration.ofMillis(40);
  private static final int SEAM_PAUSE_MS = 15;

  private final SpeechPlayer player;
  private final Ticker ticker;
  private final TurnSettings settings;
  private final DevicePhrases phrases;
  private final Timeline timeline;
  private final Consumer<TurnEvent> listener;
  private final SpeakableSegmenter segmenter;
  private final String opener;
  private final long openerEnd;
  private final SpokenAnswer answer = new SpokenAnswer();

  private ContinuationEvent.@Nullable Judged judged;
  private ContinuationEvent.@Nullable Done done;
  private ContinuationEvent.@Nullable Failed failed;
  private boolean heldOn;

  AnswerSpeaker(
      SpeechPlayer player,
      Ticker ticker,
      TurnSettings settings,
      DevicePhrases phrases,
      Timeline timeline,
      Consumer<TurnEvent> listener,
      String opener) {
    this.player = player;
    this.ticker = ticker;
    this.settings = settings;
    this.phrases = phrases;
    this.timeline = timeline;
    this.listener = listener;
    this.opener = opener;
    this.openerEnd = opener.isEmpty() ? ticker.nanoTime() : player.queueEnd();
    int pause = SpeakableSegmenter.pauseAfter(opener);
    boolean midSentence = !opener.isEmpty() && pause != SpeakableSegmenter.SENTENCE_PAUSE_MS;
    this.segmenter =
        new SpeakableSegmenter(midSentence, opener.isEmpty() ? 0 : Math.max(SEAM_PAUSE_MS, pause));
  }

  /**
   * Speaks until the continuation is done or has failed; what it says is queued then, not yet
   * heard.
   */
  void speak(Continuation continuation) throws InterruptedException {
    long lastNews = ticker.nanoTime();
    while (done == null && failed == null) {
      Optional<ContinuationEvent> event = continuation.next(TICK);
      if (event.isPresent()) {
        lastNews = ticker.nanoTime();
        take(event.get());
      } else if (ticker.nanoTime() - lastNews > patience().toNanos()) {
        failed =
            new ContinuationEvent.Failed(
                "continuator-stalled",
                true,
                "The continuator sent nothing for " + patience().toMillis() + " ms.",
                "Look at the server's log, or try again.");
      }
      speakWhatIsDue();
      holdOnIfLate();
    }
    if (done != null) {
      Optional<Segment> segment;
      while ((segment = segmenter.finish()).isPresent()) {
        speak(segment.get());
      }
      answer.complete();
    } else if (failed != null) {
      endGracefully(failed);
    }
  }

  private Duration patience() {
    return answer.isEmpty() ? settings.firstDeltaTimeout() : settings.stallTimeout();
  }

  private void take(ContinuationEvent event) {
    if (event instanceof ContinuationEvent.Delta delta) {
      timeline.mark(Stage.FIRST_DELTA, ticker.nanoTime());
      answer.append(delta.text());
      segmenter.append(delta.text());
    } else if (event instanceof ContinuationEvent.Judged verdict) {
      judged = verdict;
      listener.accept(new TurnEvent.OpenerJudged(verdict));
    } else if (event instanceof ContinuationEvent.Done end) {
      done = end;
    } else if (event instanceof ContinuationEvent.Failed failure) {
      failed = failure;
    }
  }

  private void speakWhatIsDue() throws InterruptedException {
    Optional<Segment> segment;
    while ((segment = segmenter.next(urgency())).isPresent()) {
      speak(segment.get());
    }
  }

  /** The less sound is queued, the shorter a piece may be. */
  private Urgency urgency() {
    long slackMs = player.slack() / 1_000_000;
    if (slackMs > 1200) {
      return Urgency.SENTENCE;
    }
    if (slackMs > 450) {
      return Urgency.CLAUSE;
    }
    return slackMs > 150 ? Urgency.WORDS : Urgency.ANYTHING;
  }

  private void speak(Segment segment) throws InterruptedException {
    SpokenPiece piece = new SpokenPiece(segment.text().text());
    answer.add(piece);
    OptionalLong heard = player.speak(segment.text(), segment.pauseBeforeMs(), piece);
    if (heard.isPresent()) {
      timeline.mark(Stage.FIRST_AUDIO, heard.getAsLong());
      timeline.mark(Stage.FIRST_CONTINUATION_AUDIO, heard.getAsLong());
    }
    listener.accept(new TurnEvent.SegmentSpoken(segment.text().text()));
  }

  /** Once a turn: silence that lasts is worse than a word that says nothing. */
  private void holdOnIfLate() throws InterruptedException {
    long silentSince = Math.max(player.queueEnd(), openerEnd);
    if (!heldOn
        && failed == null
        && done == null
        && ticker.nanoTime() - silentSince > settings.holdAfter().toNanos()) {
      heldOn = true;
      // Not part of the answer, so nobody asks later how much of it was heard.
      player.speak(new SpokenText(phrases.hold(), false, true), 0, new SpokenPiece(phrases.hold()));
      listener.accept(new TurnEvent.HeldOn(phrases.hold()));
    }
  }

  /** Drops what is not yet spoken: a sentence cut at random is worse than one ended openly. */
  private void endGracefully(ContinuationEvent.Failed failure) throws InterruptedException {
    listener.accept(new TurnEvent.ContinuationFailed(failure));
    String said = opener + answer.heardBy(SpokenAnswer.TO_THE_END);
    String ending = phrases.ending(said, failure.code());
    boolean newSentence = Character.isUpperCase(ending.charAt(0));
    int pause = said.isBlank() ? 0 : Math.max(150, SpeakableSegmenter.pauseAfter(said));
    speak(new Segment(new SpokenText(ending, newSentence, true), pause));
  }

  /**
   * What had been heard after the opener by a moment, in ns: the text as it came, and the device's
   * own ending if the continuator failed.
   */
  String heardBy(long moment) {
    return answer.heardBy(moment);
  }

  Optional<ContinuationEvent.Judged> judged() {
    return Optional.ofNullable(judged);
  }

  Optional<ContinuationEvent.Done> done() {
    return Optional.ofNullable(done);
  }

  Optional<ContinuationEvent.Failed> failed() {
    return Optional.ofNullable(failed);
  }
}

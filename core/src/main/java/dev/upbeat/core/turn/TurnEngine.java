package dev.upbeat.core.turn;

import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.dialogue.Exchange;
import dev.upbeat.core.dialogue.Opener;
import dev.upbeat.core.spi.Continuation;
import dev.upbeat.core.spi.Continuator;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.spi.EndpointDetector;
import dev.upbeat.core.spi.OpenerModel;
import dev.upbeat.core.spi.SpeechRecognizer;
import dev.upbeat.core.spi.SpeechSynthesizer;
import dev.upbeat.core.spi.SpokenText;
import dev.upbeat.core.time.Ticker;
import dev.upbeat.core.turn.TurnReport.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs turns: device → speech → opener → continuator → synthesis → device.
 *
 * <p>One thread runs turns, one at a time; {@link #stop()} may be called from any thread. The
 * engine remembers the dialogue. It closes none of its parts.
 */
public final class TurnEngine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TurnEngine.class);

  /** What the engine works with. All are prepared and remain the caller's to close. */
  public record Parts(
      SpeechRecognizer recognizer,
      EndpointDetector endpointDetector,
      OpenerModel openerModel,
      SpeechSynthesizer synthesizer,
      Continuator continuator,
      Ticker ticker) {
    public Parts {
      Objects.requireNonNull(recognizer, "recognizer");
      Objects.requireNonNull(endpointDetector, "endpointDetector");
      Objects.requireNonNull(openerModel, "openerModel");
      Objects.requireNonNull(synthesizer, "synthesizer");
      Objects.requireNonNull(continuator, "continuator");
      Objects.requireNonNull(ticker, "ticker");
    }
  }

  private final Parts parts;
  private final TurnSettings settings;
  private final Consumer<TurnEvent> listener;
  private final DevicePhrases phrases = DevicePhrases.english();
  private final DialogueMemory dialogue;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "upbeat-speculation");
            thread.setDaemon(true);
            return thread;
          });

  /** Of the last turn's device; turn's thread only. */
  private @Nullable DeviceState lastDevice;

  private final Object stopLock = new Object();
  private @Nullable Thread turnThread;
  private @Nullable Turn stoppable;
  private boolean stopRequested;

  /**
   * @param listener told of everything that happens, on the turn's thread
   */
  public TurnEngine(Parts parts, TurnSettings settings, Consumer<TurnEvent> listener) {
    this.parts = Objects.requireNonNull(parts, "parts");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.listener = Objects.requireNonNull(listener, "listener");
    this.dialogue = new DialogueMemory(settings.rememberedTurns());
  }

  /**
   * Listens for one request and answers it. Blocks until the answer has been heard.
   *
   * @throws InterruptedException if the thread is interrupted other than by {@link #stop()}
   */
  public TurnReport listen(DeviceSession device) throws InterruptedException {
    Turn turn = new Turn(device);
    return turn.run(turn::hearAndAnswer);
  }

  /**
   * Answers a typed request. Blocks until the answer has been heard.
   *
   * @param request the user's words, in any case and with or without punctuation
   * @throws InterruptedException if the thread is interrupted other than by {@link #stop()}
   */
  public TurnReport answer(String request, DeviceSession device) throws InterruptedException {
    Turn turn = new Turn(device);
    return turn.run(() -> turn.answerTyped(request));
  }

  /**
   * Ends the running turn at once, silencing the device; without a running turn, nothing happens.
   * The dialogue keeps the request and what of the answer was heard.
   */
  public void stop() {
    synchronized (stopLock) {
      if (turnThread != null && stoppable != null && !stopRequested) {
        stopRequested = true;
        // At once, from this thread: the turn's may be busy with the next words.
        stoppable.player.abort();
        turnThread.interrupt();
      }
    }
  }

  /** The dialogue so far, oldest first. */
  public List<Exchange> dialogue() {
    return dialogue.turns();
  }

  /**
   * Ends the worker thread and waits for it, two seconds at most: the models it uses may be closed
   * afterwards. No turn may be running. Idempotent.
   */
  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(2, TimeUnit.SECONDS)) {
        log.warn("event=speculation-still-running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A body of a turn. */
  private interface Body {
    Outcome run() throws InterruptedException;
  }

  /** The state of one turn. */
  private final class Turn {
    private final DeviceSession device;
    private final DeviceState state;
    private final String id = UUID.randomUUID().toString();
    private final Timeline timeline = new Timeline();
    private final SpeechPlayer player;
    private String request = "";
    private OptionalDouble speechLevel = OptionalDouble.empty();
    private Opener opener = Opener.silent("", 0, List.of());
    private SpokenPiece spokenOpener = new SpokenPiece("");
    private @Nullable AnswerSpeaker speaker;

    Turn(DeviceSession device) {
      this.device = device;
      this.player = new SpeechPlayer(parts.synthesizer(), device.output(), parts.ticker());
      this.state = DeviceState.of(device, lastDevice);
      lastDevice = state;
    }

    TurnReport run(Body body) throws InterruptedException {
      synchronized (stopLock) {
        if (turnThread != null) {
          throw new IllegalStateException("a turn is already running on " + turnThread.getName());
        }
        turnThread = Thread.currentThread();
        stoppable = this;
        stopRequested = false;
      }
      Outcome outcome;
      try {
        outcome = body.run();
      } catch (InterruptedException e) {
        player.abort();
        if (!stopWasRequested()) {
          remember();
          throw e;
        }
        outcome = Outcome.INTERRUPTED;
        timeline.endAt(player.silentFrom());
        timeline.mark(Stage.DONE, player.silentFrom());
      } catch (RuntimeException e) {
        player.abort(e);
        remember();
        throw e;
      } finally {
        synchronized (stopLock) {
          turnThread = null;
          stoppable = null;
          if (stopRequested) {
            Thread.interrupted(); // a stop that came too late must not hit the next turn
          }
        }
      }
      remember();
      TurnReport report = report(outcome);
      log.info(
          "event=turn-finished turn={} outcome={} opener={} firstAudioMs={} seamSilenceMs={}",
          id,
          outcome,
          opener.commitment(),
          shown(timeline.millis(Stage.FIRST_AUDIO)),
          shown(report.seamSilenceMs()));
      device.cue(outcome == Outcome.FAILED ? DeviceSession.Cue.ERROR : DeviceSession.Cue.IDLE);
      listener.accept(new TurnEvent.Finished(report));
      return report;
    }

    Outcome hearAndAnswer() throws InterruptedException {
      device.cue(DeviceSession.Cue.LISTENING);
      listener.accept(new TurnEvent.Listening());
      try (Speculation speculation = speculate()) {
        Optional<HeardRequest> heard =
            new RequestListener(
                    device.input(),
                    parts.recognizer(),
                    parts.endpointDetector(),
                    parts.ticker(),
                    settings,
                    timeline,
                    state.gain)
                .listen(new Watcher(speculation));
        if (heard.isEmpty()) {
          return Outcome.NO_SPEECH;
        }
        log.debug("event=endpoint turn={} evidence={}", id, heard.get().evidence());
        state.startRecordAt(heard.get().speechEndNanos());
        speechLevel = heard.get().speechLevel();
        if (heard.get().cutOff()) {
          return tellOfEndlessSpeech();
        }
        request = heard.get().transcript().text();
        if (heard.get().transcript().isEmpty()) {
          return Outcome.NOT_UNDERSTOOD;
        }
        return reply(speculation);
      }
    }

    Outcome answerTyped(String typed) throws InterruptedException {
      long now = parts.ticker().nanoTime();
      timeline.mark(Stage.END_OF_SPEECH, now);
      timeline.mark(Stage.ENDPOINT, now);
      timeline.mark(Stage.FINAL_TRANSCRIPT, now);
      state.startRecordAt(now);
      request = typed.strip();
      if (request.isEmpty()) {
        return Outcome.NOT_UNDERSTOOD;
      }
      parts.continuator().prepare();
      try (Speculation speculation = speculate()) {
        return reply(speculation);
      }
    }

    private Speculation speculate() {
      return new Speculation(parts.openerModel().start(dialogue()), parts.synthesizer(), worker);
    }

    /** Once: a television that stays on would be answered twice a minute. */
    private Outcome tellOfEndlessSpeech() throws InterruptedException {
      if (!state.toldOfEndlessSpeech) {
        state.toldOfEndlessSpeech = true;
        device.cue(DeviceSession.Cue.SPEAKING);
        String hint = phrases.endlessSpeech();
        player.speak(SpokenText.whole(hint), 0, new SpokenPiece(hint));
        listener.accept(new TurnEvent.Hinted(hint));
        parts.ticker().sleepUntil(player.queueEnd());
      }
      return Outcome.TOO_LONG;
    }

    private Outcome reply(Speculation speculation) throws InterruptedException {
      state.toldOfEndlessSpeech = false;
      device.cue(DeviceSession.Cue.THINKING);
      listener.accept(new TurnEvent.RequestHeard(request));
      opener = speculation.open(request);
      timeline.mark(Stage.OPENER_TEXT, parts.ticker().nanoTime());
      try (Continuation continuation = parts.continuator().continueFrom(continuationRequest())) {
        timeline.mark(Stage.REQUEST_SENT, parts.ticker().nanoTime());
        listener.accept(new TurnEvent.OpenerChosen(opener));
        speakOpener(speculation);
        device.cue(DeviceSession.Cue.SPEAKING);
        AnswerSpeaker current =
            new AnswerSpeaker(
                player, parts.ticker(), settings, phrases, timeline, listener, opener.text());
        speaker = current;
        current.speak(continuation);
        parts.ticker().sleepUntil(player.queueEnd());
        timeline.mark(Stage.DONE, parts.ticker().nanoTime());
        return current.failed().isPresent() ? Outcome.FAILED : Outcome.ANSWERED;
      }
    }

    private ContinuationRequest continuationRequest() {
      return new ContinuationRequest(
          id, request, opener.text(), dialogue.told(), settings.correctionMethod());
    }

    private void speakOpener(Speculation speculation) throws InterruptedException {
      if (!opener.isSpoken()) {
        return;
      }
      spokenOpener = new SpokenPiece(opener.text());
      OptionalLong heard = player.play(speculation::chunk, spokenOpener);
      if (heard.isEmpty()) {
        heard = player.speak(SpokenText.opening(opener.text()), 0, spokenOpener);
      }
      if (heard.isPresent()) {
        timeline.mark(Stage.FIRST_AUDIO, heard.getAsLong());
        timeline.mark(Stage.OPENER_ENDED, player.queueEnd());
      }
    }

    private TurnReport report(Outcome outcome) {
      Optional<AnswerSpeaker> said = Optional.ofNullable(speaker);
      return new TurnReport(
          id,
          outcome,
          request,
          heardOpener(),
          heardContinuation(),
          said.flatMap(AnswerSpeaker::judged).map(judged -> judged.judgement()),
          said.flatMap(AnswerSpeaker::judged).flatMap(judged -> judged.correctionMethod()),
          said.flatMap(AnswerSpeaker::done).map(done -> done.model()),
          said.flatMap(AnswerSpeaker::failed),
          speechLevel,
          timeline.millisBetween(Stage.OPENER_ENDED, Stage.FIRST_CONTINUATION_AUDIO),
          timeline);
    }

    /** As much of the opener as had been heard when the turn ended or was stopped. */
    private Opener heardOpener() {
      return opener.isSpoken()
          ? opener.heardUpTo(spokenOpener.heardBy(player.silentFrom()))
          : opener;
    }

    private String heardContinuation() {
      return speaker == null ? "" : speaker.heardBy(player.silentFrom());
    }

    private void remember() {
      if (!request.isBlank()) {
        dialogue.add(request, heardOpener().text() + heardContinuation());
      }
    }

    private boolean stopWasRequested() {
      synchronized (stopLock) {
        return stopRequested;
      }
    }

    private final class Watcher implements RequestListener.Watcher {
      private final Speculation speculation;

      Watcher(Speculation speculation) {
        this.speculation = speculation;
      }

      @Override
      public void speechStarted() {
        parts.continuator().prepare();
      }

      @Override
      public void partial(String words) {
        listener.accept(new TurnEvent.PartialHeard(words));
        speculation.hear(words);
      }

      @Override
      public void paused(String words) {
        speculation.guess(words);
      }
    }
  }

  private static String shown(OptionalDouble millis) {
    return millis.isPresent() ? String.valueOf(Math.round(millis.getAsDouble())) : "-";
  }
}

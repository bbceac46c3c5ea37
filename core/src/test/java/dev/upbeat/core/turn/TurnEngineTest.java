package dev.upbeat.core.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.dialogue.Exchange;
import dev.upbeat.core.dialogue.OpenerJudgement;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.spi.EndpointSession.Event;
import dev.upbeat.core.turn.Scripted.Timed;
import dev.upbeat.core.turn.TurnReport.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnEngineTest {
  /** Speech from 0.2 s to 1.0 s, noticed as a pause at 1.2 s and as the end at 1.5 s. */
  private static final Map<Integer, Event> ONE_UTTERANCE =
      Map.of(
          15, new Event.SpeechStarted(3_200),
          60, new Event.SpeechPaused(16_000),
          75, new Event.SpeechEnded(16_000, "silence of 500 ms"));

  private final Scripted.Clock ticker = new Scripted.Clock();
  private final Scripted.Voice voice = new Scripted.Voice();
  private final Scripted.Server server = new Scripted.Server(ticker);
  private final Scripted.Recognizer recognizer =
      new Scripted.Recognizer(
          Map.of(20, "what is", 40, "what is the capital of peru"), "what is the capital of peru");
  private final List<TurnEvent> events = new ArrayList<>();
  private Scripted.Openers openers =
      new Scripted.Openers(
          request -> request.endsWith("peru") ? "The capital of Peru is" : "Well, that is");
  private final Scripted.Device device = new Scripted.Device(ticker, 200);
  private TurnEngine engine = engine(ONE_UTTERANCE, recognizer);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void speaksTheOpenerAtTheEndpointAndTheContinuationBehindIt() throws InterruptedException {
    server.answers(accepted(50), delta(300, " Lima"), delta(320, "."), done(330));

    TurnReport report = engine.listen(device);

    assertThat(report.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(report.transcript()).isEqualTo("what is the capital of peru");
    assertThat(report.answer()).isEqualTo("The capital of Peru is Lima.");
    assertThat(millis(report, Stage.ENDPOINT)).isEqualTo(500);
    assertThat(millis(report, Stage.FIRST_AUDIO)).isEqualTo(500);
    assertThat(millis(report, Stage.REQUEST_SENT)).isEqualTo(500);
    assertThat(millis(report, Stage.FIRST_DELTA)).isEqualTo(800);
    assertThat(report.seamSilenceMs().orElseThrow()).isCloseTo(15, within(1.0));
    assertThat(device.output.startedAt).isEqualTo(1_000_000_000L);
    assertThat(server.requests.get(0).opener()).isEqualTo("The capital of Peru is");
    assertThat(engine.dialogue())
        .containsExactly(
            new Exchange("what is the capital of peru", "The capital of Peru is Lima."));
    assertThat(device.cues).endsWith(DeviceSession.Cue.SPEAKING, DeviceSession.Cue.IDLE);
  }

  @Test
  void theOpenerIsSynthesizedOnceDuringThePauseAndTellsThatItGoesOn() throws InterruptedException {
    server.answers(accepted(50), delta(300, " Lima."), done(330));

    engine.listen(device);

    assertThat(voice.texts()).containsExactly("The capital of Peru is", "Lima.");
    assertThat(voice.spoken.get(0).endsSentence()).isFalse();
    assertThat(voice.spoken.get(1).startsSentence()).isFalse();
    assertThat(voice.spoken.get(1).endsSentence()).isTrue();
  }

  @Test
  void aGuessForOtherWordsIsDropped() throws InterruptedException {
    engine.close();
    engine =
        engine(
            ONE_UTTERANCE,
            new Scripted.Recognizer(Map.of(20, "what is"), "what is the capital of peru"));
    server.answers(accepted(50), delta(300, " Lima."), done(330));

    TurnReport report = engine.listen(device);

    assertThat(report.opener().text()).isEqualTo("The capital of Peru is");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void whatIsSaidInThePauseReachesTheRecognizerOnlyAsFarAsItsTail() throws InterruptedException {
    server.answers(done(10));

    engine.listen(device);

    int lead = 300 * 16;
    int tail = 200 * 16;
    assertThat(recognizer.samplesHeard.get(0)).isBetween(12_800 + tail, 12_800 + lead + tail + 640);
  }

  @Test
  void speechThatGoesOnAfterAPauseIsHeardWhole() throws InterruptedException {
    engine.close();
    engine =
        engine(
            Map.of(
                15, new Event.SpeechStarted(3_200),
                40, new Event.SpeechPaused(10_000),
                50, new Event.SpeechResumed(15_000),
                90, new Event.SpeechEnded(24_000, "silence")),
            recognizer);
    server.answers(done(10));

    engine.listen(device);

    assertThat(recognizer.samplesHeard.get(0)).isBetween(24_000, 28_800);
  }

  @Test
  void endsTheSentenceGracefullyWhenTheServerIsLost() throws InterruptedException {
    server.answers(accepted(50), failed(400, "continuator-lost"));
    server.answers(accepted(50), delta(300, " Lima."), done(330));

    TurnReport report = engine.listen(device);

    assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(report.answer())
        .isEqualTo(
            "The capital of Peru is something I can't tell you just now,"
                + " because I lost the connection to my server.");
    assertThat(report.failure().orElseThrow().code()).isEqualTo("continuator-lost");
    assertThat(device.cues).endsWith(DeviceSession.Cue.ERROR);
    assertThat(engine.dialogue())
        .containsExactly(new Exchange("what is the capital of peru", report.answer()));
    assertThat(engine.answer("what is the capital of peru", device).outcome())
        .isEqualTo(Outcome.ANSWERED);
  }

  @Test
  void dropsTheHalfSaidWhenTheStreamBreaksInTheMiddle() throws InterruptedException {
    server.answers(
        accepted(50),
        delta(200, " Lima, a city at the sea. It has"),
        failed(400, "continuator-lost"));

    TurnReport report = engine.listen(device);

    assertThat(report.continuation())
        .isEqualTo(
            " Lima, a city at the sea. Sorry, I can't go on,"
                + " because I lost the connection to my server.");
  }

  @Test
  void saysSoWhenTheServerStallsBeforeAnythingWasSaid() throws InterruptedException {
    openers = new Scripted.Openers(request -> "");
    engine.close();
    engine = engine(ONE_UTTERANCE, recognizer);
    server.answers();

    TurnReport report = engine.listen(device);

    assertThat(report.failure().orElseThrow().code()).isEqualTo("continuator-stalled");
    assertThat(report.answer()).startsWith("Sorry, I can't answer that right now");
    assertThat(events).anyMatch(TurnEvent.HeldOn.class::isInstance);
    assertThat(report.seamSilenceMs()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void asksForPatienceOnceWhenTheAnswerIsLate() throws InterruptedException {
    server.answers(accepted(50), delta(9_000, " Lima."), done(9_010));

    TurnReport report = engine.listen(device);

    assertThat(report.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(voice.texts()).containsExactly("The capital of Peru is", "one moment", "Lima.");
  }

  @Test
  void waitsForAModelThatThinksAndSaysSo() throws InterruptedException {
    List<Timed> events = new ArrayList<>(List.of(accepted(50)));
    for (long ms = 1_000; ms < 33_000; ms += 1_000) {
      events.add(thinking(ms));
    }
    events.addAll(List.of(delta(33_000, " Lima."), done(33_010)));
    server.answers(events.toArray(Timed[]::new));

    TurnReport report = engine.listen(device);

    assertThat(report.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(voice.texts())
        .containsExactly(
            "The capital of Peru is",
            "one moment",
            "I'm still thinking about that",
            "I'm still thinking about that",
            "Lima.");
    assertThat(report.answer()).isEqualTo("The capital of Peru is Lima.");
  }

  @Test
  void aThinkingModelThatFallsSilentHasStalled() throws InterruptedException {
    server.answers(accepted(50), thinking(1_000), thinking(2_000));

    TurnReport report = engine.listen(device);

    assertThat(report.failure().orElseThrow().code()).isEqualTo("continuator-stalled");
  }

  @Test
  void reportsTheCorrection() throws InterruptedException {
    server.answers(
        new Timed(
            20,
            new ContinuationEvent.Judged(
                new OpenerJudgement(false, 0.1, "other topic"),
                Optional.of("natural-redirection"))),
        delta(30, ", or rather, it's Lima."),
        done(40));

    TurnReport report = engine.listen(device);

    assertThat(report.correctionMethod()).contains("natural-redirection");
    assertThat(report.judgement().orElseThrow().accepted()).isFalse();
  }

  @Test
  void aFailingOpenerModelOnlyCostsTheOpener() throws InterruptedException {
    openers =
        new Scripted.Openers(
            request -> {
              throw new IllegalStateException("broken model");
            });
    engine.close();
    engine = engine(ONE_UTTERANCE, recognizer);
    server.answers(delta(300, "Lima is the capital."), done(330));

    TurnReport report = engine.listen(device);

    assertThat(report.answer()).isEqualTo("Lima is the capital.");
    assertThat(report.opener().isSpoken()).isFalse();
    assertThat(millis(report, Stage.FIRST_AUDIO)).isEqualTo(800);
  }

  @Test
  void aPieceThatCannotBeSpokenCostsOnlyItself() throws InterruptedException {
    server.answers(delta(300, " Lima. It is unspeakable. It is big."), done(330));

    TurnReport report = engine.listen(device);

    assertThat(report.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(voice.texts()).endsWith("It is unspeakable.", "It is big.");
    assertThat(report.answer()).isEqualTo("The capital of Peru is Lima. It is big.");
  }

  @Test
  void wordlessSoundIsNotAnswered() throws InterruptedException {
    engine.close();
    engine = engine(ONE_UTTERANCE, new Scripted.Recognizer(Map.of(), ""));

    assertThat(engine.listen(device).outcome()).isEqualTo(Outcome.NOT_UNDERSTOOD);
    assertThat(server.requests).isEmpty();
    assertThat(voice.spoken).isEmpty();
  }

  @Test
  void silenceToTheEndIsNoTurn() throws InterruptedException {
    engine.close();
    engine = engine(Map.of(), recognizer);

    assertThat(engine.listen(device).outcome()).isEqualTo(Outcome.NO_SPEECH);
  }

  @Test
  void inputThatEndsInTheMiddleOfSpeechIsAnswered() throws InterruptedException {
    engine.close();
    engine = engine(Map.of(15, new Event.SpeechStarted(3_200)), recognizer);
    server.answers(delta(300, " Lima."), done(330));

    assertThat(engine.listen(device).answer()).isEqualTo("The capital of Peru is Lima.");
  }

  @Test
  void stopSilencesTheDeviceAndTheNextTurnWorks() throws InterruptedException {
    server.answers(accepted(50), delta(100, " a long story that nobody wants to hear."), done(110));
    server.answers(delta(100, " Lima."), done(110));
    engine.close();
    engine =
        new TurnEngine(
            parts(ONE_UTTERANCE, recognizer),
            TurnSettings.defaults(),
            event -> {
              if (event instanceof TurnEvent.OpenerJudged) {
                engine.stop();
              }
            });

    TurnReport report = engine.listen(device);

    assertThat(report.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(device.output.flushes).isEqualTo(1);
    assertThat(server.aborted).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(engine.answer("what is the capital of peru", device).outcome())
        .isEqualTo(Outcome.ANSWERED);
  }

  @Test
  void typedRequestsAreAnsweredWithTheDialogueSoFar() throws InterruptedException {
    server.answers(delta(10, " Lima."), done(20)).answers(delta(10, " so."), done(20));

    engine.answer("what is the capital of peru", device);
    engine.answer("are you sure", device);

    assertThat(server.requests.get(1).dialogue())
        .containsExactly(
            new Exchange("what is the capital of peru", "The capital of Peru is Lima."));
    assertThat(engine.answer("   ", device).outcome()).isEqualTo(Outcome.NOT_UNDERSTOOD);
  }

  @Test
  void aStoppedAnswerIsRememberedAndReportedAsFarAsItWasHeard() throws InterruptedException {
    // The opener sounds for 1320 ms from 0 on, the next 30 letters for 1800 ms from 1450 ms on.
    server.answers(delta(10, ", well, Lima, a city at the sea. It is big."), done(20));
    server.answers(delta(10, " so."), done(20));
    stopAfterMillis(2_500);

    TurnReport report = engine.answer("what is the capital of peru", device);

    assertThat(report.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(report.opener().text()).isEqualTo("The capital of Peru is");
    assertThat(report.continuation()).isEqualTo(", well, Lima, a");
    assertThat(millis(report, Stage.DONE)).isEqualTo(2_500);
    engine.answer("and of chile", device);
    assertThat(server.requests.get(1).dialogue())
        .containsExactly(
            new Exchange("what is the capital of peru", "The capital of Peru is, well, Lima, a"));
  }

  @Test
  void anAnswerStoppedInItsOpenerHadNoContinuationAndNoSeam() throws InterruptedException {
    server.answers(delta(10, " Lima."), done(20));
    stopAfterMillis(900);

    TurnReport report = engine.answer("what is the capital of peru", device);

    assertThat(report.answer()).isEqualTo("The capital of");
    assertThat(report.continuation()).isEmpty();
    assertThat(report.seamSilenceMs()).isEqualTo(OptionalDouble.empty());
    assertThat(report.timeline().nanos(Stage.FIRST_CONTINUATION_AUDIO)).isEmpty();
    assertThat(engine.dialogue())
        .containsExactly(new Exchange("what is the capital of peru", "The capital of"));
  }

  @Test
  void aQuestionStoppedBeforeTheFirstWordIsRememberedAndToldAsUnanswered()
      throws InterruptedException {
    server.answers(delta(10, " so."), done(20)).answers(delta(10, " so."), done(20));
    stopAfterMillis(0);

    TurnReport report = engine.answer("what is the capital of peru", device);

    assertThat(report.answer()).isEmpty();
    assertThat(report.opener().isSpoken()).isFalse();
    assertThat(engine.dialogue()).containsExactly(new Exchange("what is the capital of peru", ""));
    engine.answer("are you sure", device);
    assertThat(server.requests.get(1).dialogue())
        .containsExactly(new Exchange("what is the capital of peru", "…"));
  }

  @Test
  void aTurnThatBreaksOffIsRememberedToo() throws InterruptedException {
    server.answers(delta(10, " Lima. It is big."), done(20)).answers(done(20));
    device.output.lostAfterChunks = 2;

    assertThatThrownBy(() -> engine.answer("what is the capital of peru", device))
        .hasMessageContaining("unplugged");

    assertThat(engine.dialogue().get(0).request()).isEqualTo("what is the capital of peru");
    assertThat(engine.dialogue().get(0).answer()).doesNotContain("Lima");
    assertThat(engine.answer("are you sure", device).outcome()).isEqualTo(Outcome.ANSWERED);
  }

  @Test
  void oneRecordingHoldsAllTurnsOfADevice() throws InterruptedException {
    server.answers(delta(10, " Lima."), done(20)).answers(delta(10, " so."), done(20));
    server.answers(delta(10, " so."), done(20));
    Scripted.Device another = new Scripted.Device(ticker, 200);

    engine.answer("what is the capital of peru", device);
    long first = device.output.startedAt;
    engine.answer("are you sure", device);
    engine.answer("are you sure", another);

    assertThat(device.output.startedAt).isEqualTo(first);
    assertThat(another.output.startedAt).isGreaterThan(first);
  }

  @Test
  void speechWithoutAnEndIsNoRequestAndToldOnce() throws InterruptedException {
    engine.close();
    engine =
        engine(
            Map.of(
                15, new Event.SpeechStarted(3_200),
                60, new Event.SpeechCutOff(19_200, "longest utterance of 1000 ms")),
            recognizer);

    TurnReport first = engine.listen(device);
    TurnReport second = engine.listen(device);

    assertThat(first.outcome()).isEqualTo(Outcome.TOO_LONG);
    assertThat(second.outcome()).isEqualTo(Outcome.TOO_LONG);
    assertThat(first.transcript()).isEmpty();
    assertThat(server.requests).isEmpty();
    assertThat(engine.dialogue()).isEmpty();
    assertThat(voice.texts()).singleElement().asString().contains("talking on and on");
    assertThat(events).filteredOn(TurnEvent.Hinted.class::isInstance).hasSize(1);
  }

  /** Replaces the engine by one that is stopped when so much of the answer has been heard. */
  private void stopAfterMillis(long millis) {
    engine.close();
    engine = engine(ONE_UTTERANCE, recognizer);
    ticker.at(ticker.nanoTime() + millis * 1_000_000, engine::stop);
  }

  private TurnEngine engine(Map<Integer, Event> script, Scripted.Recognizer ears) {
    return new TurnEngine(parts(script, ears), TurnSettings.defaults(), events::add);
  }

  private TurnEngine.Parts parts(Map<Integer, Event> script, Scripted.Recognizer ears) {
    return new TurnEngine.Parts(ears, Scripted.detector(script), openers, voice, server, ticker);
  }

  private static long millis(TurnReport report, Stage stage) {
    return Math.round(report.timeline().millis(stage).orElseThrow());
  }

  private static Timed accepted(long afterMs) {
    return new Timed(
        afterMs,
        new ContinuationEvent.Judged(new OpenerJudgement(true, 0.9, "fits"), Optional.empty()));
  }

  private static Timed delta(long afterMs, String text) {
    return new Timed(afterMs, new ContinuationEvent.Delta(text));
  }

  private static Timed thinking(long afterMs) {
    return new Timed(afterMs, new ContinuationEvent.Thinking(Duration.ofMillis(afterMs)));
  }

  private static Timed done(long afterMs) {
    return new Timed(afterMs, new ContinuationEvent.Done("stop", "scripted"));
  }

  private static Timed failed(long afterMs, String code) {
    return new Timed(afterMs, new ContinuationEvent.Failed(code, true, "It broke.", "Mend it."));
  }
}

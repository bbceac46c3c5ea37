package dev.upbeat.server.continuation;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.dialogue.ContinuationEvent.Delta;
import dev.upbeat.core.dialogue.ContinuationEvent.Done;
import dev.upbeat.core.dialogue.ContinuationEvent.Failed;
import dev.upbeat.core.dialogue.ContinuationEvent.Judged;
import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.dialogue.OpenerJudgement;
import dev.upbeat.core.spi.Continuation;
import dev.upbeat.core.spi.CorrectionMethod.Repair;
import dev.upbeat.core.spi.Generation;
import dev.upbeat.core.spi.LanguageModel;
import dev.upbeat.core.spi.LanguageModel.Capability;
import dev.upbeat.core.spi.OpenerJudge;
import dev.upbeat.core.text.SentenceEnds;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One continuation: a thread of its own runs it, another takes the events. */
final class ContinuationRun implements Continuation, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ContinuationRun.class);

  /** A model that says nothing speakable for this long will not begin to. */
  private static final int LONGEST_TEXT = 100_000;

  private final ContinuationRequest request;
  private final LanguageModel model;
  private final OpenerJudge judge;
  private final CorrectionChooser corrections;
  private final SpokenPrompt prompts;
  private final AnswerLength length;
  private final ThinkingHabit habit;
  private final ThinkingWatch thinking;
  private final BlockingQueue<ContinuationEvent> events = new LinkedBlockingQueue<>();
  private final Object lock = new Object();
  private @Nullable Thread runner;
  private @Nullable Generation generation;
  private volatile boolean aborted;
  private boolean ended;

  ContinuationRun(
      ContinuationRequest request,
      LanguageModel model,
      OpenerJudge judge,
      CorrectionChooser corrections,
      SpokenPrompt prompts,
      AnswerLength length,
      ThinkingHabit habit,
      Duration thinkingTimeout) {
    this.request = request;
    this.model = model;
    this.judge = judge;
    this.corrections = corrections;
    this.prompts = prompts;
    this.length = length;
    this.habit = habit;
    this.thinking = new ThinkingWatch(thinkingTimeout, model.id());
  }

  @Override
  public Optional<ContinuationEvent> next(Duration timeout) throws InterruptedException {
    if (ended) {
      return Optional.empty();
    }
    ContinuationEvent event = events.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    ended = event instanceof Done || event instanceof Failed;
    return Optional.ofNullable(event);
  }

  @Override
  public void abort() {
    aborted = true;
    Generation running;
    synchronized (lock) {
      running = generation;
      if (runner != null) {
        runner.interrupt();
      }
    }
    if (running != null) {
      running.abort();
    }
  }

  @Override
  public void run() {
    synchronized (lock) {
      runner = Thread.currentThread();
    }
    try {
      answer();
    } catch (UpbeatException e) {
      LOG.warn(
          "event=continuation-failed turn={} code={} message=\"{}\"",
          request.turnId(),
          e.code(),
          e.getMessage());
      emit(new Failed(e.code(), e.retryable(), String.valueOf(e.getMessage()), e.remedy()));
    } catch (InterruptedException e) {
      // Somebody aborted: nobody listens any more.
      emit(aborted());
    } catch (RuntimeException | LinkageError e) {
      LOG.error("event=continuation-broken turn={}", request.turnId(), e);
      emit(
          new Failed(
              "internal-error", true, "The server made a mistake.", "Look at the server's log."));
    } finally {
      synchronized (lock) {
        runner = null;
        // A late interrupt must not hit the next task of this pooled thread.
        Thread.interrupted();
      }
    }
  }

  private void answer() throws InterruptedException {
    boolean silent = request.opener().isBlank();
    OpenerJudgement judgement =
        silent ? new OpenerJudgement(true, 1, "no opener") : judge.judge(request);
    CorrectionChooser.Choice choice =
        judgement.accepted()
            ? new CorrectionChooser.Choice(Optional.empty(), new Repair("", ""))
            : corrections.choose(request);
    emit(new Judged(judgement, choice.id()));
    LOG.info(
        "event=opener-judged turn={} accepted={} score={} reason=\"{}\" method={}",
        request.turnId(),
        judgement.accepted(),
        String.format(Locale.ROOT, "%.2f", judgement.score()),
        judgement.reason(),
        choice.id().orElse("-"));
    String bridge = choice.repair().bridge();
    if (!judgement.accepted() && bridge.isEmpty() && model.capability() == Capability.RAW_PROMPT) {
      // A model that does not follow instructions would carry on with the wrong topic.
      bridge = CorrectionChooser.PLAIN_BRIDGE;
    }
    if (judgement.accepted()
        && model.capability() == Capability.RAW_PROMPT
        && OpenerShape.isComplete(request.request(), request.opener())) {
      bridge = ".";
    }
    if (!bridge.isEmpty()) {
      emit(new Delta(bridge));
    }
    String prefix = request.opener().strip() + bridge;
    String continuation = speak(prefix, choice.repair().instruction());
    if (!judgement.accepted()) {
      corrections.check(request, choice, bridge + continuation);
    }
  }

  private String speak(String prefix, String instruction) throws InterruptedException {
    boolean raw = model.capability() == Capability.RAW_PROMPT;
    boolean prefilled = model.capability() != Capability.INSTRUCTED && !prefix.isBlank();
    boolean warmer = false;
    for (int attempt = 0; attempt < 2; attempt++) {
      SpokenText text = new SpokenText(prefix, raw, length, habit.opensUnseen(prefilled));
      boolean leadIn = raw && OpenerShape.isLeadIn(request.request(), prefix);
      String shown = leadIn ? "" : prefix;
      int thoughtTokens = habit.thoughtTokens();
      String reason =
          generate(prompts.write(request, shown, instruction, warmer, thoughtTokens), text);
      habit.learn(text, prefilled);
      // A model that was cut off in its thoughts needs more tokens, not other ones.
      warmer = habit.thoughtTokens() == thoughtTokens;
      if (Words.count(text.said()) > 0 || !isUnfinished(prefix)) {
        emit(new Done(reason, model.id()));
        return text.said();
      }
      LOG.info("event=continuation-empty turn={} attempt={}", request.turnId(), attempt + 1);
    }
    throw new UpbeatException(
        "upstream-empty",
        true,
        "The language model " + model.id() + " had nothing to add.",
        "Ask again or in other words; a larger model does this less often.");
  }

  private String generate(LanguageModel.Prompt prompt, SpokenText text)
      throws InterruptedException {
    if (aborted) {
      throw new InterruptedException("aborted");
    }
    try (Generation running = model.generate(prompt)) {
      synchronized (lock) {
        generation = running;
      }
      running.onThought(
          () -> {
            text.thoughtsAreApart();
            thinking.goesOn().ifPresent(this::emit);
          });
      Optional<String> piece;
      int characters = 0;
      while (!aborted
          && !text.isFull()
          && characters < LONGEST_TEXT
          && (piece = running.next()).isPresent()) {
        say(text.accept(piece.get()));
        if (text.isThinking()) {
          thinking.goesOn().ifPresent(this::emit);
        } else {
          thinking.isOver();
          characters += piece.get().length();
        }
      }
      if (aborted) {
        throw new InterruptedException("aborted");
      }
      boolean cut = !text.isFull() && running.finishReason().equals("length");
      say(text.finish(!cut));
      return cut ? "length" : "stop";
    } finally {
      synchronized (lock) {
        generation = null;
      }
    }
  }

  /** Whether a listener waits for more: almost always, unless the opener is a sentence. */
  private static boolean isUnfinished(String prefix) {
    return prefix.isEmpty()
        || ".!?".indexOf(prefix.charAt(prefix.length() - 1)) < 0
        || SentenceEnds.leansOnNext(prefix);
  }

  private void say(String text) {
    if (!text.isEmpty()) {
      emit(new Delta(text));
    }
  }

  private void emit(ContinuationEvent event) {
    events.add(event);
  }

  private static Failed aborted() {
    return new Failed(
        "aborted", true, "The continuation was abandoned.", "Ask again if you still want to know.");
  }
}

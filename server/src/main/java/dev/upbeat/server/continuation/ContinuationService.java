package dev.upbeat.server.continuation;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.spi.Continuation;
import dev.upbeat.core.spi.Continuator;
import dev.upbeat.core.spi.CorrectionMethod;
import dev.upbeat.core.spi.Generation;
import dev.upbeat.core.spi.LanguageModel;
import dev.upbeat.core.spi.OpenerJudge;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Continues sentences: judges the opener, has a correction method repair it if it is bad, lets the
 * language model go on and makes its text fit for speech. Safe for use by several threads.
 */
public final class ContinuationService implements Continuator {
  private static final Logger LOG = LoggerFactory.getLogger(ContinuationService.class);

  private final LanguageModel model;
  private final OpenerJudge judge;
  private final CorrectionChooser corrections;
  private final AnswerLength length;
  private final SpokenPrompt prompts;
  private final ThinkingHabit thinking;
  private final Duration thinkingTimeout;
  private final Set<ContinuationRun> running = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;

  /**
   * @param model answers; the caller closes it, after this
   * @param corrections the methods there are now, best first; asked at each use
   * @param temperature of the language model's sampling
   * @param thinkingTimeout how long the model may think before it answers
   */
  public ContinuationService(
      LanguageModel model,
      OpenerJudge judge,
      Supplier<List<CorrectionMethod>> corrections,
      AnswerLength length,
      double temperature,
      Duration thinkingTimeout) {
    this.model = model;
    this.judge = judge;
    this.corrections = new CorrectionChooser(corrections);
    this.length = length;
    this.prompts = new SpokenPrompt(model, length.tokens(), temperature);
    this.thinking = new ThinkingHabit(model.id());
    this.thinkingTimeout = thinkingTimeout;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "continuation-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Has the model evaluate the constant part of its prompt once, so that the first user does not
   * wait for it. Blocks; a failure shows at the first request.
   */
  public void warmUp() {
    ContinuationRequest request =
        new ContinuationRequest("warm-up", "hello", "Hello", List.of(), Optional.empty());
    try (Generation generation = model.generate(prompts.write(request, "Hello", "", false, 0))) {
      Optional<String> first = generation.next();
      LOG.debug("event=warm-up answered={}", first.isPresent());
    } catch (UpbeatException e) {
      LOG.warn("event=warm-up-failed code={} message=\"{}\"", e.code(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Which language model answers. */
  public String modelId() {
    return model.id();
  }

  /** How many continuations are under way. */
  public int running() {
    return running.size();
  }

  @Override
  public Continuation continueFrom(ContinuationRequest request) {
    ContinuationRun run =
        new ContinuationRun(
            request, model, judge, corrections, prompts, length, thinking, thinkingTimeout);
    running.add(run);
    threads.execute(
        () -> {
          try {
            run.run();
          } finally {
            running.remove(run);
          }
        });
    return run;
  }

  /** Waits a second for what is under way, then aborts it. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
        running.forEach(ContinuationRun::abort);
        threads.awaitTermination(500, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      running.forEach(ContinuationRun::abort);
      Thread.currentThread().interrupt();
    }
  }
}

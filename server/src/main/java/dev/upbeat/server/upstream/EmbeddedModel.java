package dev.upbeat.server.upstream;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.LogFormat;
import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.Generation;
import dev.upbeat.core.spi.LanguageModel;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * llama.cpp inside this process. Answers one request at a time; a few may wait. The evaluated
 * system message stays in the model's cache from one request to the next.
 *
 * <p>Memory: the weights (mapped from the file) and 2,048 tokens of key/value cache.
 */
public final class EmbeddedModel implements LanguageModel {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedModel.class);
  private static final String FILE = "model.gguf";
  private static final int CONTEXT_TOKENS = 2048;
  private static final int LONGEST_WAIT_SECONDS = 20;

  private final String id;
  private final LlamaModel model;
  private final int queueLimit;
  private final Semaphore turn = new Semaphore(1, true);
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean closed;

  private EmbeddedModel(String id, LlamaModel model, int queueLimit) {
    this.id = id;
    this.model = model;
    this.queueLimit = queueLimit;
  }

  /**
   * Loads a model; blocks about a second.
   *
   * @param folder holds {@code model.gguf}, a model that speaks ChatML
   * @param natives where native libraries may be unpacked to and loaded from
   * @param threads how many processor cores to use
   * @param queueLimit how many requests may wait for the one being answered
   * @throws UpbeatException {@code native-library-*} or {@code model-unreadable}
   */
  public static EmbeddedModel load(ModelFolder folder, Path natives, int threads, int queueLimit) {
    Path file = folder.require(FILE);
    NativeLibrary.provide(natives);
    try {
      LlamaModel.setLogger(
          LogFormat.TEXT, (level, message) -> LOG.trace("event=llama level={} {}", level, message));
      LlamaModel model =
          new LlamaModel(
              new ModelParameters()
                  .setModel(file.toString())
                  .setThreads(threads)
                  .setThreadsBatch(threads)
                  .setCtxSize(CONTEXT_TOKENS)
                  .setParallel(1)
                  .disableLog()
                  .disablePerf());
      return new EmbeddedModel(folder.id() + " (embedded)", model, queueLimit);
    } catch (LinkageError e) {
      throw NativeLibrary.unloadable(e);
    } catch (RuntimeException e) {
      throw new UpbeatException(
          "model-unreadable",
          false,
          "Cannot load the language model " + file + ": " + e.getMessage() + ".",
          "Run './upbeat models verify " + folder.id() + "'.",
          e);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Capability capability() {
    return Capability.RAW_PROMPT;
  }

  @Override
  public Generation generate(Prompt prompt) {
    if (waiting.incrementAndGet() > queueLimit + 1) {
      waiting.decrementAndGet();
      throw UpstreamErrors.busy(queueLimit);
    }
    boolean acquired = false;
    boolean handedOver = false;
    try {
      acquired = turn.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      if (!acquired) {
        throw UpstreamErrors.busy(waiting.get() - 1);
      }
      if (closed) {
        throw UpstreamErrors.closed();
      }
      EmbeddedGeneration generation =
          new EmbeddedGeneration(
              model.generate(parameters(prompt)).iterator(), prompt.maxTokens(), this::release);
      handedOver = true;
      return generation;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpbeatException(
          "upstream-aborted", true, "The request was abandoned while it waited.", "Ask again.", e);
    } finally {
      if (!handedOver) {
        waiting.decrementAndGet();
        if (acquired) {
          turn.release();
        }
      }
    }
  }

  private void release() {
    waiting.decrementAndGet();
    turn.release();
  }

  private static InferenceParameters parameters(Prompt prompt) {
    return new InferenceParameters(ChatTemplate.render(prompt))
        .setCachePrompt(true)
        .setNPredict(prompt.maxTokens())
        .setTemperature((float) prompt.temperature())
        .setTopK(40)
        .setTopP(0.9f)
        .setMinP(0.05f)
        // A penalty on repetition makes a small model avoid the very words of the question.
        .setRepeatPenalty(1.0f)
        .setSeed(1)
        .setStopStrings(ChatTemplate.END);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      // Freeing the weights under a running generation would take the process down.
      if (turn.tryAcquire(2, TimeUnit.SECONDS)) {
        model.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

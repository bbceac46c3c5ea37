package dev.upbeat.server.upstream;

import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaOutput;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.Generation;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** One answer of the embedded model. The native side makes a token per call of {@link #next()}. */
final class EmbeddedGeneration implements Generation {
  private final LlamaIterator tokens;
  private final int maxTokens;
  private final Runnable release;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean aborted;
  private volatile boolean released;
  private final AtomicInteger count = new AtomicInteger();

  EmbeddedGeneration(LlamaIterator tokens, int maxTokens, Runnable release) {
    this.tokens = tokens;
    this.maxTokens = maxTokens;
    this.release = release;
  }

  @Override
  public Optional<String> next() {
    lock.lock();
    try {
      while (!released && !aborted) {
        if (!tokens.hasNext()) {
          release();
          break;
        }
        LlamaOutput output = tokens.next();
        count.incrementAndGet();
        if (!output.text.isEmpty() && !aborted) {
          return Optional.of(output.text);
        }
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      release();
      throw new UpbeatException(
          "upstream-failed",
          true,
          "The embedded model failed: " + e.getMessage() + ".",
          "Try again; if it persists, restart the server.",
          e);
    } finally {
      lock.unlock();
      cancelIfAborted();
    }
  }

  @Override
  public String finishReason() {
    return count.get() >= maxTokens ? "length" : "stop";
  }

  /** Never waits: while a token is being made, the thread that waits for it does the cancelling. */
  @Override
  public void abort() {
    aborted = true;
    cancelIfAborted();
  }

  private void cancelIfAborted() {
    if (aborted && !released && lock.tryLock()) {
      try {
        if (!released) {
          tokens.cancel();
          release();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void release() {
    if (!released) {
      released = true;
      release.run();
    }
  }
}

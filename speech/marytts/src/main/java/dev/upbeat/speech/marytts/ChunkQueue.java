package dev.upbeat.speech.marytts;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What the maker of sound hands to its reader, bounded, with an end, a failure and an abort.
 * Thread-safe.
 */
final class ChunkQueue {
  private final int capacity;
  private final Queue<AudioChunk> chunks = new ArrayDeque<>();
  private boolean ended;
  private boolean aborted;
  private @Nullable UpbeatException failure;

  ChunkQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Waits for room.
   *
   * @return false if nobody wants more
   * @throws InterruptedException if the thread is interrupted
   */
  synchronized boolean put(AudioChunk chunk) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    while (chunks.size() >= capacity && !aborted) {
      wait();
    }
    if (aborted) {
      return false;
    }
    chunks.add(chunk);
    notifyAll();
    return true;
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized void fail(UpbeatException reason) {
    failure = reason;
    end();
  }

  synchronized void abort() {
    aborted = true;
    chunks.clear();
    notifyAll();
  }

  synchronized boolean isAborted() {
    return aborted;
  }

  /** Waits for a chunk; empty at the end and after an abort. A failure is thrown once. */
  synchronized Optional<AudioChunk> take() throws InterruptedException {
    while (chunks.isEmpty() && !ended && !aborted) {
      wait();
    }
    AudioChunk chunk = chunks.poll();
    if (chunk != null) {
      notifyAll();
      return Optional.of(chunk);
    }
    UpbeatException reason = failure;
    failure = null;
    if (reason != null && !aborted) {
      throw reason;
    }
    return Optional.empty();
  }
}

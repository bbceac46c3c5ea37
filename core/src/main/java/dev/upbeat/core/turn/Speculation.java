package dev.upbeat.core.turn;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.dialogue.Opener;
import dev.upbeat.core.spi.OpenerSession;
import dev.upbeat.core.spi.SpeechSynthesizer;
import dev.upbeat.core.spi.SpokenText;
import dev.upbeat.core.spi.Synthesis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares the opener, and its sound, while the user is still speaking. Wrong guesses are dropped;
 * nothing here is audible. Called by the turn's thread; computes on one worker, so that listening
 * goes on meanwhile.
 */
final class Speculation implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Speculation.class);

  private final OpenerSession session;
  private final SpeechSynthesizer synthesizer;
  private final ExecutorService worker;
  private volatile String latest = "";
  private volatile @Nullable Synthesis running;
  private volatile boolean closed;

  /**
   * What was synthesized this turn, by opener: other words often lead to the same opener. Worker
   * only.
   */
  private final Map<String, List<AudioChunk>> made = new HashMap<>();

  private @Nullable Guess guess;

  Speculation(OpenerSession session, SpeechSynthesizer synthesizer, ExecutorService worker) {
    this.session = session;
    this.synthesizer = synthesizer;
    this.worker = worker;
  }

  /** New words: the model reads them; a guess made for other words is dropped. */
  void hear(String partial) {
    latest = partial;
    dropGuessUnlessFor(partial);
    worker.execute(
        () -> {
          if (!closed && partial.equals(latest)) { // newer words make this reading needless
            readQuietly(partial);
          }
        });
  }

  /** The user pauses: the opener for these words is written and synthesized, in case it was all. */
  void guess(String partial) {
    if (partial.isBlank() || (guess != null && guess.request().equals(partial))) {
      return;
    }
    dropGuessUnlessFor(partial);
    latest = partial;
    guess = new Guess(partial, worker.submit(() -> compute(partial)), new Sound());
    Guess current = guess;
    worker.execute(() -> synthesize(current));
  }

  /**
   * The opener for the final request: the guessed one if it was made for these very words.
   *
   * @return a silent opener if the model fails
   */
  Opener open(String request) throws InterruptedException {
    guess(request);
    Guess current = guess;
    if (current == null || request.isBlank()) {
      return Opener.silent("", 0, List.of());
    }
    try {
      return current.opener().get();
    } catch (ExecutionException | CancellationException e) {
      log.warn("event=opener-failed cause={}", rootOf(e).toString());
      return Opener.silent("", 0, List.of());
    }
  }

  /** The opener's sound if it has been made completely. */
  Optional<List<AudioChunk>> sound() {
    Guess current = guess;
    return current == null ? Optional.empty() : current.sound().complete();
  }

  /** Waits for a sound in the making; empty if it failed. */
  Optional<List<AudioChunk>> awaitSound() throws InterruptedException {
    Guess current = guess;
    if (current == null) {
      return Optional.empty();
    }
    Future<?> behind =
        worker.submit(() -> {}); // the worker is serial: what was queued before is done
    try {
      behind.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return current.sound().complete();
  }

  @Override
  public void close() {
    closed = true;
    session.abort();
    abortSynthesis();
    worker.execute(session::close);
  }

  private void readQuietly(String partial) {
    try {
      session.hear(partial);
    } catch (CancellationException e) {
      log.debug("event=speculation-cancelled");
    } catch (RuntimeException e) {
      log.warn("event=opener-failed cause={}", e.toString());
    }
  }

  private Opener compute(String request) {
    session.hear(request);
    return session.open();
  }

  private void synthesize(Guess current) {
    try {
      Opener opener = current.opener().get();
      if (closed || !opener.isSpoken() || !current.request().equals(latest)) {
        return;
      }
      List<AudioChunk> before = made.get(opener.text());
      if (before != null) {
        before.forEach(current.sound()::add);
      } else {
        synthesize(opener.text(), current.sound());
      }
      current.sound().end();
      current.sound().complete().ifPresent(chunks -> made.put(opener.text(), chunks));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | CancellationException e) {
      log.debug("event=speculation-without-opener");
    } catch (RuntimeException e) {
      log.warn("event=synthesis-failed cause={}", e.toString());
    } finally {
      running = null;
    }
  }

  private void synthesize(String text, Sound sound) throws InterruptedException {
    try (Synthesis synthesis = synthesizer.synthesize(SpokenText.opening(text))) {
      running = synthesis;
      Optional<AudioChunk> chunk;
      while (!sound.dropped() && (chunk = synthesis.next()).isPresent()) {
        sound.add(chunk.get());
      }
    }
  }

  private void dropGuessUnlessFor(String request) {
    Guess current = guess;
    if (current != null && !current.request().equals(request)) {
      current.sound().drop();
      abortSynthesis();
      guess = null;
    }
  }

  private void abortSynthesis() {
    Synthesis synthesis = running;
    if (synthesis != null) {
      synthesis.abort();
    }
  }

  private static Throwable rootOf(Exception e) {
    return e.getCause() == null ? e : e.getCause();
  }

  private record Guess(String request, Future<Opener> opener, Sound sound) {}

  /** Chunks filled by the worker, read by the turn's thread once complete. */
  private static final class Sound {
    private final List<AudioChunk> chunks = new ArrayList<>();
    private boolean complete;
    private boolean dropped;

    synchronized void add(AudioChunk chunk) {
      chunks.add(chunk);
    }

    synchronized void end() {
      complete = !dropped;
    }

    synchronized void drop() {
      dropped = true;
    }

    synchronized boolean dropped() {
      return dropped;
    }

    synchronized Optional<List<AudioChunk>> complete() {
      return complete ? Optional.of(List.copyOf(chunks)) : Optional.empty();
    }
  }
}

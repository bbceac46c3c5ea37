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

  /**
   * A chunk of the opener's sound; waits while it is being made.
   *
   * @param index counted from 0
   * @return empty behind the last one, and if the opener is silent or could not be synthesized
   */
  Optional<AudioChunk> chunk(int index) throws InterruptedException {
    Guess current = guess;
    return current == null ? Optional.empty() : current.sound().await(index);
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
    Sound sound = current.sound();
    try {
      Opener opener = current.opener().get();
      if (closed || !opener.isSpoken() || !current.request().equals(latest)) {
        return;
      }
      List<AudioChunk> before = made.get(opener.text());
      if (before != null) {
        before.forEach(sound::add);
      } else {
        synthesize(opener.text(), sound);
        sound.whole().ifPresent(chunks -> made.put(opener.text(), chunks));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | CancellationException e) {
      log.debug("event=speculation-without-opener");
    } catch (RuntimeException e) {
      log.warn("event=synthesis-failed cause={}", e.toString());
    } finally {
      running = null;
      sound.end();
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

  /** Chunks filled by the worker, taken by the turn's thread as they come. */
  private static final class Sound {
    private final List<AudioChunk> chunks = new ArrayList<>();
    private boolean ended;
    private boolean dropped;

    synchronized void add(AudioChunk chunk) {
      chunks.add(chunk);
      notifyAll();
    }

    synchronized void end() {
      ended = true;
      notifyAll();
    }

    synchronized void drop() {
      dropped = true;
      notifyAll();
    }

    synchronized boolean dropped() {
      return dropped;
    }

    synchronized Optional<AudioChunk> await(int index) throws InterruptedException {
      while (chunks.size() <= index && !ended && !dropped) {
        wait();
      }
      return index < chunks.size() ? Optional.of(chunks.get(index)) : Optional.empty();
    }

    /**
     * All chunks, unless the synthesis was cut short. Only by the worker, behind the last chunk.
     */
    synchronized Optional<List<AudioChunk>> whole() {
      return dropped ? Optional.empty() : Optional.of(List.copyOf(chunks));
    }
  }
}

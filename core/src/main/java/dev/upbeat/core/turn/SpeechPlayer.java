package dev.upbeat.core.turn;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.AudioOutput;
import dev.upbeat.core.spi.SpeechSynthesizer;
import dev.upbeat.core.spi.SpokenText;
import dev.upbeat.core.spi.Synthesis;
import dev.upbeat.core.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks texts one behind the other and knows when each will be heard. Used by the turn's thread,
 * except {@link #abort()}.
 */
final class SpeechPlayer {
  private static final Logger log = LoggerFactory.getLogger(SpeechPlayer.class);

  private final SpeechSynthesizer synthesizer;
  private final AudioOutput output;
  private final Ticker ticker;
  private @Nullable Synthesis running;
  private boolean aborted;
  private long abortedAt;

  SpeechPlayer(SpeechSynthesizer synthesizer, AudioOutput output, Ticker ticker) {
    this.synthesizer = synthesizer;
    this.output = output;
    this.ticker = ticker;
  }

  /**
   * Synthesizes and plays a text.
   *
   * @param pauseBeforeMs silence wanted since the end of what was played before; less is added if
   *     some has passed already
   * @param piece notes its sound
   * @return when its first sample is heard, in ns; empty if there was nothing to speak
   */
  OptionalLong speak(SpokenText text, int pauseBeforeMs, SpokenPiece piece)
      throws InterruptedException {
    OptionalLong first = OptionalLong.empty();
    try (Synthesis synthesis = synthesizer.synthesize(text)) {
      if (!begin(synthesis)) {
        return first;
      }
      Optional<AudioChunk> chunk;
      while ((chunk = synthesis.next()).isPresent()) {
        if (first.isEmpty()) {
          pause(pauseBeforeMs, chunk.get().sampleRate());
        }
        OptionalLong heard = play(chunk.get(), piece);
        first = first.isEmpty() ? heard : first;
      }
      endOf(piece);
    } catch (UpbeatException e) {
      if (!e.code().equals("synthesis-failed")) {
        throw e;
      }
      // One piece that can't be spoken must not cost the rest of the answer.
      log.warn("event=piece-not-spoken cause={}", e.getMessage());
      piece.unspeakable();
    } finally {
      end();
    }
    return first;
  }

  /** Speech made elsewhere, chunk by chunk. */
  interface Chunks {
    /** Waits for a chunk; empty behind the last. */
    Optional<AudioChunk> chunk(int index) throws InterruptedException;
  }

  /**
   * Plays speech that is made elsewhere as it comes; returns when its first sample is heard, in ns.
   */
  OptionalLong play(Chunks chunks, SpokenPiece piece) throws InterruptedException {
    OptionalLong first = OptionalLong.empty();
    for (int i = 0; ; i++) {
      Optional<AudioChunk> chunk = chunks.chunk(i);
      if (chunk.isEmpty()) {
        if (first.isPresent()) {
          endOf(piece);
        }
        return first;
      }
      OptionalLong heard = play(chunk.get(), piece);
      first = first.isEmpty() ? heard : first;
    }
  }

  /** Behind an abort nothing sounds any more. */
  private synchronized OptionalLong play(AudioChunk chunk, SpokenPiece piece) {
    if (aborted) {
      return OptionalLong.empty();
    }
    long heard = output.play(chunk);
    piece.sounds(heard, chunk.duration().toNanos());
    return OptionalLong.of(heard);
  }

  private synchronized boolean begin(Synthesis synthesis) {
    running = synthesis;
    return !aborted;
  }

  private synchronized void end() {
    running = null;
  }

  private synchronized void endOf(SpokenPiece piece) {
    if (!aborted) {
      piece.whole();
    }
  }

  /**
   * How long until everything queued has been heard, in ns; negative if it has been silent since.
   */
  long slack() {
    return output.queueEnd() - ticker.nanoTime();
  }

  /** When everything queued will have been heard, in ns. */
  long queueEnd() {
    return output.queueEnd();
  }

  /** Silences the device and makes a running synthesis stop; from any thread; idempotent. */
  synchronized void abort() {
    if (aborted) {
      return;
    }
    aborted = true;
    abortedAt = ticker.nanoTime();
    if (running != null) {
      running.abort();
    }
    output.flush();
  }

  /** The turn breaks off: what is queued shall not sound into the next. */
  void abort(RuntimeException cause) {
    try {
      abort();
    } catch (RuntimeException e) {
      cause.addSuppressed(e); // the loudspeaker may be what failed
    }
  }

  /** When the device fell silent by an abort, in ns; {@link SpokenAnswer#TO_THE_END} without. */
  synchronized long silentFrom() {
    return aborted ? abortedAt : SpokenAnswer.TO_THE_END;
  }

  private synchronized void pause(int pauseMs, int sampleRate) {
    long alreadySilent = Math.max(0, -slack());
    Duration missing = Duration.ofMillis(pauseMs).minusNanos(alreadySilent);
    if (!aborted && !missing.isNegative() && !missing.isZero()) {
      output.play(AudioChunk.silence(sampleRate, missing));
    }
  }
}

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
  private volatile @Nullable Synthesis running;
  private volatile boolean aborted;

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
   * @return when its first sample is heard, in ns; empty if there was nothing to speak
   */
  OptionalLong speak(SpokenText text, int pauseBeforeMs) throws InterruptedException {
    OptionalLong first = OptionalLong.empty();
    try (Synthesis synthesis = synthesizer.synthesize(text)) {
      running = synthesis;
      if (aborted) {
        return first;
      }
      Optional<AudioChunk> chunk;
      while ((chunk = synthesis.next()).isPresent()) {
        if (first.isEmpty()) {
          pause(pauseBeforeMs, chunk.get().sampleRate());
        }
        long heard = output.play(chunk.get());
        first = first.isEmpty() ? OptionalLong.of(heard) : first;
      }
    } catch (UpbeatException e) {
      if (!e.code().equals("synthesis-failed")) {
        throw e;
      }
      // One piece that can't be spoken must not cost the rest of the answer.
      log.warn("event=piece-not-spoken cause={}", e.getMessage());
    } finally {
      running = null;
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
  OptionalLong play(Chunks chunks) throws InterruptedException {
    OptionalLong first = OptionalLong.empty();
    for (int i = 0; ; i++) {
      Optional<AudioChunk> chunk = chunks.chunk(i);
      if (chunk.isEmpty()) {
        return first;
      }
      long heard = output.play(chunk.get());
      first = first.isEmpty() ? OptionalLong.of(heard) : first;
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

  /** Silences the device and makes a running synthesis stop; from any thread. */
  void abort() {
    aborted = true;
    Synthesis synthesis = running;
    if (synthesis != null) {
      synthesis.abort();
    }
    output.flush();
  }

  private void pause(int pauseMs, int sampleRate) {
    long alreadySilent = Math.max(0, -slack());
    Duration missing = Duration.ofMillis(pauseMs).minusNanos(alreadySilent);
    if (!missing.isNegative() && !missing.isZero()) {
      output.play(AudioChunk.silence(sampleRate, missing));
    }
  }
}

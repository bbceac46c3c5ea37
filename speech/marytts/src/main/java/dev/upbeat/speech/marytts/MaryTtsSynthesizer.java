package dev.upbeat.speech.marytts;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.SpeechSynthesizer;
import dev.upbeat.core.spi.SpokenText;
import dev.upbeat.core.spi.Synthesis;
import dev.upbeat.speech.marytts.engine.MaryVoice;
import dev.upbeat.speech.marytts.pronunciation.Pronunciations;
import dev.upbeat.speech.marytts.pronunciation.UserPronunciations;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * US English speech by MaryTTS with the voice <i>cmu-slt-hsmm</i>: mono, 16 bit, 48 kHz, streamed
 * while it is made.
 *
 * <p>Text that doesn't end its sentence is predicted with words behind it that are never heard, so
 * that its pitch stays up and its last word keeps its pace; likewise text that doesn't start its
 * sentence. Numbers, money, dates, addresses and the like are written out, other scripts romanized;
 * markup and emoji are dropped. Words are pronounced as the user's {@code pronunciations.txt} says,
 * then Upbeat's, then MaryTTS's.
 *
 * <p>Thread-safe. Each synthesis has a daemon thread that works ahead of its reader by at most a
 * few seconds of sound. Everything is freed by {@link #close()}; MaryTTS's static tables go with
 * the plugin's class loader.
 */
@Extension
public final class MaryTtsSynthesizer implements SpeechSynthesizer {
  private static final Logger log = LoggerFactory.getLogger(MaryTtsSynthesizer.class);
  private static final String VOICE = "cmu-slt-hsmm";
  private static final String WARM_UP = "The quick brown fox jumps over the lazy dog.";

  /**
   * Rounds after which the just-in-time compiler has seen the hot loops; all but one in the
   * background.
   */
  private static final int WARM_UP_ROUNDS = 8;

  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "marytts-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable MaryVoice voice;
  private volatile Pronunciations pronunciations = Pronunciations.none();
  private volatile boolean closed;
  private volatile boolean used;

  @Override
  public String id() {
    return "marytts-cmu-slt";
  }

  @Override
  public synchronized void prepare() {
    if (voice != null) {
      return;
    }
    requireOpen();
    long begin = System.nanoTime();
    Pronunciations words = UserPronunciations.load();
    MaryVoice loaded;
    try {
      loaded = MaryVoice.load(VOICE, words);
    } catch (Exception | LinkageError failure) {
      throw new UpbeatException(
          "voice-unavailable",
          false,
          "Cannot load the voice '" + VOICE + "': " + failure,
          "Install the plugin 'marytts' again: its lib folder must hold MaryTTS and the voice.",
          failure);
    }
    long loadedAt = System.nanoTime();
    warmUp(loaded, SpokenText.whole(WARM_UP));
    pronunciations = words;
    voice = loaded;
    executor.execute(() -> warmUpMore(loaded));
    log.info(
        "event=voice-ready voice={} loadMs={} warmUpMs={}",
        VOICE,
        (loadedAt - begin) / 1_000_000,
        (System.nanoTime() - loadedAt) / 1_000_000);
  }

  @Override
  public int sampleRate() {
    return ready().sampleRate();
  }

  @Override
  public Synthesis synthesize(SpokenText text) {
    StreamingSynthesis synthesis = new StreamingSynthesis(ready(), pronunciations, text);
    used = true;
    try {
      executor.execute(synthesis);
    } catch (RejectedExecutionException closing) {
      throw new IllegalStateException("the synthesizer is closed", closing);
    }
    return synthesis;
  }

  @Override
  public synchronized void close() {
    closed = true;
    executor.shutdownNow();
    voice = null;
  }

  /** The first sentence takes ten times as long as later ones: better now than under way. */
  private static void warmUp(MaryVoice loaded, SpokenText text) {
    StreamingSynthesis synthesis = new StreamingSynthesis(loaded, Pronunciations.none(), text);
    synthesis.run();
    try {
      // Throws what went wrong, if something did.
      synthesis.next();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** While nobody speaks: real work warms as well and must not share a core with this. */
  private void warmUpMore(MaryVoice loaded) {
    for (int round = 1; round < WARM_UP_ROUNDS && !closed && !used; round++) {
      warmUp(loaded, new SpokenText(WARM_UP, round % 2 == 0, round % 3 == 0));
    }
    log.debug("event=voice-warm");
  }

  private MaryVoice ready() {
    MaryVoice loaded = voice;
    if (loaded == null) {
      requireOpen();
      throw new IllegalStateException("prepare() the synthesizer before it is used");
    }
    return loaded;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the synthesizer is closed");
    }
  }
}

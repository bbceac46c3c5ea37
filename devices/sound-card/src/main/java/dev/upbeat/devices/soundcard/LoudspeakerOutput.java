package dev.upbeat.devices.soundcard;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.AudioOutput;
import dev.upbeat.core.time.Ticker;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks through a loudspeaker: a thread of its own hands sound over in blocks of 10 ms, never more
 * than the latency ahead of the ear, whatever buffers and pipes lie behind. So a flush has little
 * to catch up with, and a clock of the card that drifts builds up no delay.
 *
 * <p>Behind the last sound some silence is handed over, so that its last samples leave every
 * buffer; then the device runs dry, and the next sound starts at once instead of queueing behind
 * silence.
 *
 * <p>If the device goes away, {@link #play} throws once; called again, it is opened anew, and
 * should that fail, the call after throws.
 */
final class LoudspeakerOutput implements AudioOutput, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoudspeakerOutput.class);
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long BLOCK_NANOS = 10_000_000L;

  /** From handing over to sounding when the device was dry: about a period. */
  private static final long START_NANOS = 10_000_000L;

  private static final long TAIL_NANOS = 100_000_000L;

  /** How long a room and a microphone's buffers keep speech. */
  private static final long SPEECH_ECHO_NANOS = 300_000_000L;

  /** A cue is soft and short: it must not cost the user's first word. */
  private static final long CUE_ECHO_NANOS = 60_000_000L;

  private final Supplier<SoundBackend.PlaybackLine> opener;
  private final long leadNanos;
  private final Ticker ticker;
  private final Thread thread;
  private volatile long echoEndNanos;

  // All below: guarded by this.
  private final PlaybackQueue queue;
  private SoundBackend.@Nullable PlaybackLine line;
  private @Nullable UpbeatException failure;

  /** When the last sample handed over, sound or silence, will have been heard. */
  private long handedEndNanos;

  /** The same of the last sound. */
  private long soundEndNanos;

  private long silenceLeftNanos;
  private int flushes;
  private boolean prepareNeeded;
  private boolean closed;

  /**
   * Opens the loudspeaker.
   *
   * @throws UpbeatException {@code device-unavailable}
   */
  LoudspeakerOutput(Supplier<SoundBackend.PlaybackLine> opener, int latencyMillis, Ticker ticker) {
    this.opener = opener;
    this.leadNanos = latencyMillis * 1_000_000L;
    this.ticker = ticker;
    SoundBackend.PlaybackLine opened = opener.get();
    this.line = opened;
    this.queue = new PlaybackQueue(opened.sampleRate());
    long now = ticker.nanoTime();
    this.handedEndNanos = now;
    this.soundEndNanos = now;
    this.echoEndNanos = now;
    this.thread = new Thread(this::feed, "upbeat-loudspeaker");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public long play(AudioChunk chunk) {
    return enqueue(chunk, SPEECH_ECHO_NANOS);
  }

  /** As {@link #play}, for a tone that need not make the device deaf for long. */
  void playCue(AudioChunk tone) {
    enqueue(tone, CUE_ECHO_NANOS);
  }

  private synchronized long enqueue(AudioChunk chunk, long echoNanos) {
    if (closed) {
      throw DeviceProblems.closed();
    }
    if (failure != null) {
      UpbeatException told = failure;
      failure = null;
      throw told;
    }
    long now = ticker.nanoTime();
    long heard = queuedEnd(now);
    queue.add(chunk);
    long end = queuedEnd(now) + echoNanos;
    if (end - echoEndNanos > 0) {
      echoEndNanos = end;
    }
    notifyAll();
    return heard;
  }

  /** When the next sound added would be heard. */
  private long queuedEnd(long now) {
    long base = Math.max(handedEndNanos, now + START_NANOS);
    return base + queue.samples() * NANOS_PER_SECOND / queue.sampleRate();
  }

  @Override
  public synchronized long queueEnd() {
    return queue.isEmpty() ? soundEndNanos : queuedEnd(ticker.nanoTime());
  }

  /** Whether the room may still be full of what was said here. */
  boolean echoes() {
    return ticker.nanoTime() - echoEndNanos < 0;
  }

  @Override
  public synchronized void flush() {
    long now = ticker.nanoTime();
    boolean sounding = !queue.isEmpty() || soundEndNanos - now > 0;
    if (!sounding || closed) {
      return;
    }
    flushes++;
    queue.clear();
    handedEndNanos = now;
    soundEndNanos = now;
    silenceLeftNanos = 0;
    echoEndNanos = Math.min(echoEndNanos, now + SPEECH_ECHO_NANOS);
    if (line != null) {
      line.discard();
      prepareNeeded = true;
    }
    notifyAll();
  }

  private void feed() {
    try {
      while (true) {
        SoundBackend.PlaybackLine target = lineWithWork();
        if (target == null) {
          return;
        }
        ticker.sleepUntil(nextHandOver());
        handOver(target);
      }
    } catch (InterruptedException whenClosing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until there is something to hand over; null when closed. */
  private SoundBackend.@Nullable PlaybackLine lineWithWork() throws InterruptedException {
    while (true) {
      SoundBackend.PlaybackLine ready;
      boolean prepare;
      synchronized (this) {
        while (!closed && !prepareNeeded && queue.isEmpty() && silenceLeftNanos <= 0) {
          wait();
        }
        if (closed) {
          return null;
        }
        prepare = prepareNeeded;
        prepareNeeded = false;
        ready = line;
      }
      // Outside the lock: opening takes its time, and play must return at once.
      try {
        if (ready == null) {
          reopen();
        } else if (prepare) {
          ready.prepare();
        } else {
          return ready;
        }
      } catch (UpbeatException failed) {
        fail(failed);
      }
    }
  }

  private void reopen() {
    SoundBackend.PlaybackLine opened = opener.get();
    synchronized (this) {
      if (closed) {
        opened.close();
        return;
      }
      line = opened;
      queue.convertTo(opened.sampleRate());
      LOG.info("event=loudspeaker-reopened");
    }
  }

  /**
   * Whole blocks of sound go as early as the latency allows. What has to be filled up with silence
   * waits until it is due: the sound that belongs there may still come.
   */
  private synchronized long nextHandOver() {
    boolean whole = queue.samples() >= queue.samplesIn(BLOCK_NANOS);
    return handedEndNanos - (whole ? leadNanos : BLOCK_NANOS);
  }

  private void handOver(SoundBackend.PlaybackLine target) {
    short[] block;
    int flushesBefore;
    synchronized (this) {
      long now = ticker.nanoTime();
      boolean sound = !queue.isEmpty();
      boolean idle = !sound && silenceLeftNanos <= 0;
      // A flush or new sound may have changed while this thread slept what is due now.
      if (closed || line != target || idle || now - nextHandOver() < 0) {
        return;
      }
      flushesBefore = flushes;
      block = new short[queue.samplesIn(BLOCK_NANOS)];
      int filled = queue.take(block);
      long start = Math.max(handedEndNanos, now + START_NANOS);
      handedEndNanos = start + BLOCK_NANOS;
      if (sound) {
        soundEndNanos = start + filled * NANOS_PER_SECOND / queue.sampleRate();
        silenceLeftNanos = leadNanos + TAIL_NANOS;
      } else {
        silenceLeftNanos -= BLOCK_NANOS;
      }
    }
    try {
      target.write(block);
    } catch (UpbeatException failed) {
      synchronized (this) {
        // Cut off by a flush in the middle of a write: as wanted.
        if (flushes != flushesBefore) {
          return;
        }
      }
      fail(failed);
    }
  }

  private void fail(UpbeatException lost) {
    SoundBackend.@Nullable PlaybackLine broken;
    synchronized (this) {
      broken = line;
      line = null;
      queue.clear();
      silenceLeftNanos = 0;
      soundEndNanos = ticker.nanoTime();
      handedEndNanos = soundEndNanos;
      if (!closed) {
        failure = lost;
        LOG.warn("event=loudspeaker-lost code={} reason={}", lost.code(), lost.getMessage());
      }
    }
    if (broken != null) {
      broken.close();
    }
  }

  @Override
  public void close() {
    SoundBackend.@Nullable PlaybackLine open;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      open = line;
      line = null;
      queue.clear();
      notifyAll();
    }
    thread.interrupt();
    if (open != null) {
      open.close();
    }
  }
}

package dev.upbeat.devices.soundcard;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.audio.Resampler;
import dev.upbeat.core.spi.AudioInput;
import dev.upbeat.core.time.Ticker;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears through a microphone: a thread of its own empties the device, so that it never waits for
 * us.
 *
 * <p>Who reads too slowly loses sound rather than time: at {@value #MOST_FRAMES} frames (2 s) the
 * whole backlog is dropped, counted and logged, and the next frame is fresh. A source that is
 * faster than real time (a file, ALSA's {@code null}) is slowed down to it.
 *
 * <p>If the device goes away, {@link #read} throws once; called again, it tries to open it anew.
 */
final class MicrophoneInput implements AudioInput, AutoCloseable {
  static final int MOST_FRAMES = 100;

  private static final Logger LOG = LoggerFactory.getLogger(MicrophoneInput.class);
  private static final int FRAME_SAMPLES = SAMPLE_RATE / 50;
  private static final long FRAME_NANOS = 20_000_000L;

  /** A clock of a real card may run a little fast; only what is clearly no card is held back. */
  private static final long FRAME_NANOS_AT_MOST_SPEED = FRAME_NANOS * 98 / 100;

  private static final long MOST_AHEAD_NANOS = 200_000_000L;
  private static final long PAUSE_BEFORE_REOPENING_NANOS = 500_000_000L;

  private final Supplier<SoundBackend.CaptureLine> opener;
  private final EchoGate gate;
  private final Ticker ticker;

  // All below: guarded by this.
  private final ArrayDeque<AudioChunk> frames = new ArrayDeque<>();
  private SoundBackend.@Nullable CaptureLine line;
  private @Nullable UpbeatException failure;
  private long failedNanos;
  private long overruns;
  private boolean closed;

  /**
   * Opens the microphone and begins to listen.
   *
   * @throws UpbeatException {@code device-unavailable}
   */
  MicrophoneInput(Supplier<SoundBackend.CaptureLine> opener, EchoGate gate, Ticker ticker) {
    this.opener = opener;
    this.gate = gate;
    this.ticker = ticker;
    start(opener.get());
  }

  @Override
  public Optional<AudioChunk> read() throws InterruptedException {
    reopenIfLost();
    synchronized (this) {
      while (frames.isEmpty() && failure == null && !closed) {
        wait();
      }
      if (closed) {
        return Optional.empty();
      }
      AudioChunk frame = frames.poll();
      if (frame != null) {
        return Optional.of(frame);
      }
      UpbeatException told = failure == null ? DeviceProblems.closed() : failure;
      failure = null;
      throw told;
    }
  }

  /** How many frames were lost because nobody read them in time. */
  synchronized long overruns() {
    return overruns;
  }

  private void reopenIfLost() throws InterruptedException {
    long notBefore;
    synchronized (this) {
      if (line != null || failure != null || closed) {
        return;
      }
      notBefore = failedNanos + PAUSE_BEFORE_REOPENING_NANOS;
    }
    ticker.sleepUntil(notBefore);
    try {
      start(opener.get());
      LOG.info("event=microphone-reopened");
    } catch (UpbeatException still) {
      synchronized (this) {
        failedNanos = ticker.nanoTime();
      }
      throw still;
    }
  }

  private void start(SoundBackend.CaptureLine opened) {
    synchronized (this) {
      if (closed) {
        opened.close();
        return;
      }
      line = opened;
    }
    Thread thread = new Thread(() -> capture(opened), "upbeat-microphone");
    thread.setDaemon(true);
    thread.start();
  }

  private void capture(SoundBackend.CaptureLine opened) {
    try {
      Resampler resampler = new Resampler(opened.sampleRate(), SAMPLE_RATE);
      short[] raw = new short[opened.sampleRate() / 50];
      AudioChunk pending = AudioChunk.of(SAMPLE_RATE, new short[0]);
      long dueNanos = ticker.nanoTime();
      while (true) {
        opened.read(raw);
        pending = pending.then(resampler.process(AudioChunk.of(opened.sampleRate(), raw)));
        while (pending.length() >= FRAME_SAMPLES) {
          dueNanos = Math.max(dueNanos, ticker.nanoTime()) + FRAME_NANOS_AT_MOST_SPEED;
          ticker.sleepUntil(dueNanos - MOST_AHEAD_NANOS);
          offer(pending.slice(0, FRAME_SAMPLES));
          pending = pending.slice(FRAME_SAMPLES, pending.length());
        }
      }
    } catch (InterruptedException nobodyDoesThis) {
      Thread.currentThread().interrupt();
    } catch (UpbeatException lost) {
      fail(lost);
    } finally {
      opened.close();
    }
  }

  private synchronized void offer(AudioChunk frame) {
    if (frames.size() >= MOST_FRAMES) {
      overruns += frames.size();
      LOG.info(
          "event=microphone-overrun frames-lost={} frames-lost-ever={}", frames.size(), overruns);
      frames.clear();
    }
    frames.add(gate.isClosed() ? AudioChunk.of(SAMPLE_RATE, new short[FRAME_SAMPLES]) : frame);
    notifyAll();
  }

  private synchronized void fail(UpbeatException lost) {
    line = null;
    if (!closed) {
      LOG.warn("event=microphone-lost code={} reason={}", lost.code(), lost.getMessage());
      failure = lost;
      failedNanos = ticker.nanoTime();
    }
    notifyAll();
  }

  @Override
  public void close() {
    SoundBackend.@Nullable CaptureLine open;
    synchronized (this) {
      closed = true;
      open = line;
      line = null;
      frames.clear();
      notifyAll();
    }
    if (open != null) {
      open.close();
    }
  }
}

package dev.upbeat.devices.soundcard;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.DeviceAdapter.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A card without hardware: counts what it captures, keeps what it plays, breaks when told to. */
final class ScriptedBackend implements SoundBackend {
  final List<Microphone> microphones = new ArrayList<>();
  final List<Loudspeaker> loudspeakers = new ArrayList<>();
  private final String id;
  private final int captureRate;
  volatile boolean unplugged;

  ScriptedBackend(String id, int captureRate) {
    this.id = id;
    this.captureRate = captureRate;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public CaptureLine openCapture(SoundCardOptions options) {
    if (unplugged) {
      throw DeviceProblems.unavailable(
          "The microphone of " + id, "No such file or directory", null);
    }
    Microphone microphone = new Microphone();
    microphones.add(microphone);
    return microphone;
  }

  @Override
  public PlaybackLine openPlayback(SoundCardOptions options) {
    if (unplugged) {
      throw DeviceProblems.unavailable("The loudspeaker of " + id, "Device or resource busy", null);
    }
    Loudspeaker loudspeaker = new Loudspeaker(options.outputRate());
    loudspeakers.add(loudspeaker);
    return loudspeaker;
  }

  @Override
  public List<Choice> choices() {
    return List.of(new Choice("input-device", id, "scripted"));
  }

  /** Delivers 1, 2, 3, … as fast as it is read, up to a limit; then waits until it is closed. */
  final class Microphone implements CaptureLine {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch exhausted = new CountDownLatch(1);
    volatile int most = Integer.MAX_VALUE;
    volatile int delivered;
    volatile boolean broken;

    @Override
    public int sampleRate() {
      return captureRate;
    }

    @Override
    public void read(short[] target) {
      if (delivered + target.length > most) {
        exhausted.countDown();
        await(ended);
      }
      if (broken || ended.getCount() == 0) {
        throw DeviceProblems.lost("The microphone", "No such device", null);
      }
      int from = delivered;
      for (int i = 0; i < target.length; i++) {
        target[i] = (short) (from + i + 1);
      }
      delivered = from + target.length;
    }

    void awaitExhausted() {
      await(exhausted);
    }

    void breakDown() {
      broken = true;
      ended.countDown();
    }

    @Override
    public void close() {
      ended.countDown();
    }
  }

  /** Keeps what it is given. */
  static final class Loudspeaker implements PlaybackLine {
    private final int rate;
    private final List<short[]> blocks = new ArrayList<>();
    private int discards;
    volatile boolean broken;

    Loudspeaker(int rate) {
      this.rate = rate;
    }

    @Override
    public int sampleRate() {
      return rate;
    }

    @Override
    public synchronized void write(short[] samples) {
      if (broken) {
        throw DeviceProblems.lost("The loudspeaker", "No such device", null);
      }
      blocks.add(samples.clone());
      notifyAll();
    }

    @Override
    public synchronized void discard() {
      discards++;
    }

    @Override
    public void prepare() {}

    @Override
    public void close() {}

    synchronized int discards() {
      return discards;
    }

    /** Everything given so far, once it is at least so many samples. */
    synchronized AudioChunk heard(int atLeast) throws InterruptedException {
      long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (blocks.stream().mapToInt(block -> block.length).sum() < atLeast) {
        if (System.nanoTime() > giveUp) {
          throw new AssertionError("heard only " + blocks.size() + " blocks");
        }
        wait(100);
      }
      AudioChunk all = AudioChunk.of(rate, new short[0]);
      for (short[] block : blocks) {
        all = all.then(AudioChunk.of(rate, block));
      }
      return all;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}

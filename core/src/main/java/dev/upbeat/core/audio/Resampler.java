package dev.upbeat.core.audio;

import java.util.Arrays;

/**
 * Converts a mono stream from one sample rate to another, band-limited: what the lower rate can't
 * hold is removed, not folded back.
 *
 * <p>A polyphase filter made of a Kaiser-windowed sinc: flat up to 90 % of the lower rate's half,
 * at least 80 dB down from that half on. Linear phase, its delay taken out: output sample 0 is
 * input sample 0, and {@code n} input samples give exactly {@link #outputLength} output samples,
 * however they were cut into chunks. To do so it looks ahead by {@link #lookAheadMillis()}, which
 * stay inside until more sound comes or {@link #flush()} is called.
 *
 * <p>Costs about {@code 100 × max(1, input rate / output rate)} multiplications an output sample.
 * For use by one thread at a time.
 */
public final class Resampler {
  /** The lowest rate it takes or gives, in Hz. */
  public static final int MIN_RATE = 4_000;

  /** The highest rate it takes or gives, in Hz. */
  public static final int MAX_RATE = 192_000;

  private static final int BLOCK = 1_024;

  private final int inputRate;
  private final int outputRate;
  private final ResamplerFilter filter;

  /** Input not yet done with; index 0 is the first sample the next output sample needs. */
  private final float[] history;

  private int filled;

  /**
   * The next output sample lies {@code phase / filter.up()} input samples behind its base sample.
   */
  private int phase;

  private short[] scratch = new short[0];

  /**
   * @param inputRate in Hz, {@value #MIN_RATE}…{@value #MAX_RATE}
   * @param outputRate in Hz, the same range
   * @throws IllegalArgumentException if a rate is outside
   */
  public Resampler(int inputRate, int outputRate) {
    this.inputRate = checkRate("inputRate", inputRate);
    this.outputRate = checkRate("outputRate", outputRate);
    this.filter = ResamplerFilter.between(inputRate, outputRate);
    this.history = new float[filter.taps() + BLOCK];
    reset();
  }

  /** Converts a whole sound at once. Returns it as it is if the rate already fits. */
  public static AudioChunk convert(AudioChunk whole, int outputRate) {
    if (whole.sampleRate() == outputRate) {
      return whole;
    }
    Resampler resampler = new Resampler(whole.sampleRate(), outputRate);
    AudioChunk body = resampler.process(whole);
    return body.then(resampler.flush());
  }

  /** How many output samples so many input samples give in all: the quotient, rounded up. */
  public static long outputLength(long inputLength, int inputRate, int outputRate) {
    return (inputLength * outputRate + inputRate - 1) / inputRate;
  }

  /** In Hz. */
  public int inputRate() {
    return inputRate;
  }

  /** In Hz. */
  public int outputRate() {
    return outputRate;
  }

  /** How much sound it holds back until {@link #flush()}, in ms; 0 if the rates are the same. */
  public double lookAheadMillis() {
    return isIdentity() ? 0 : filter.taps() / 2 * 1000.0 / inputRate;
  }

  /**
   * Takes the next piece of the stream.
   *
   * @param chunk at the input rate
   * @return what can be said already, at the output rate; may be empty
   * @throws IllegalArgumentException if the chunk has another rate
   */
  public AudioChunk process(AudioChunk chunk) {
    if (chunk.sampleRate() != inputRate) {
      throw new IllegalArgumentException(
          "chunk has " + chunk.sampleRate() + " Hz, this resampler takes " + inputRate + " Hz");
    }
    if (isIdentity()) {
      return chunk;
    }
    short[] output = scratchFor(chunk.length());
    int written = 0;
    for (int at = 0; at < chunk.length(); ) {
      int count = Math.min(chunk.length() - at, history.length - filled);
      for (int i = 0; i < count; i++) {
        history[filled + i] = chunk.sample(at + i);
      }
      filled += count;
      at += count;
      written = drain(output, written);
    }
    return AudioChunk.of(outputRate, output, 0, written);
  }

  /**
   * As {@link #process(AudioChunk)} on bare arrays, without allocating.
   *
   * @param output has room for {@link #maxOutput} samples
   * @return the number of samples written to {@code output}, from index 0
   */
  public int process(short[] input, int offset, int length, short[] output) {
    if (isIdentity()) {
      System.arraycopy(input, offset, output, 0, length);
      return length;
    }
    int written = 0;
    for (int at = 0; at < length; ) {
      int count = Math.min(length - at, history.length - filled);
      for (int i = 0; i < count; i++) {
        history[filled + i] = input[offset + at + i];
      }
      filled += count;
      at += count;
      written = drain(output, written);
    }
    return written;
  }

  /** The most samples one call of {@code process} with so many input samples can give. */
  public int maxOutput(int inputLength) {
    return Math.toIntExact(outputLength(inputLength, inputRate, outputRate) + 1);
  }

  /**
   * Ends the stream: the rest of the sound, as if silence followed. Ready for a new stream then.
   */
  public AudioChunk flush() {
    if (isIdentity()) {
      return AudioChunk.of(outputRate, new short[0]);
    }
    int lookAhead = filter.taps() / 2;
    short[] output = scratchFor(lookAhead);
    int written = 0;
    for (int fed = 0; fed < lookAhead; ) {
      int count = Math.min(lookAhead - fed, history.length - filled);
      Arrays.fill(history, filled, filled + count, 0f);
      filled += count;
      fed += count;
      written = drain(output, written);
    }
    AudioChunk tail = AudioChunk.of(outputRate, output, 0, written);
    reset();
    return tail;
  }

  /** Forgets what it holds and begins a new stream. */
  public void reset() {
    // Silence before the first sample: all taps that reach behind it.
    filled = filter.taps() / 2 - 1;
    Arrays.fill(history, 0, Math.max(filled, 0), 0f);
    filled = Math.max(filled, 0);
    phase = 0;
  }

  private boolean isIdentity() {
    return inputRate == outputRate;
  }

  /**
   * Computes every output sample whose taps are all there; drops the input nobody needs any more.
   */
  private int drain(short[] output, int written) {
    int taps = filter.taps();
    int start = 0;
    while (start + taps <= filled) {
      output[written++] = saturate(filter.apply(history, start, phase));
      phase += filter.down();
      start += phase / filter.up();
      phase %= filter.up();
    }
    System.arraycopy(history, start, history, 0, filled - start);
    filled -= start;
    return written;
  }

  private short[] scratchFor(int inputLength) {
    int needed = maxOutput(inputLength);
    if (scratch.length < needed) {
      scratch = new short[needed];
    }
    return scratch;
  }

  private static short saturate(float value) {
    int rounded = Math.round(value);
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
  }

  private static int checkRate(String name, int rate) {
    if (rate < MIN_RATE || rate > MAX_RATE) {
      throw new IllegalArgumentException(
          name + " must be " + MIN_RATE + "…" + MAX_RATE + " Hz, is " + rate + " Hz");
    }
    return rate;
  }
}

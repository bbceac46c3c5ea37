package dev.upbeat.models;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.Opener;
import dev.upbeat.core.spi.OpenerSession;
import dev.upbeat.models.decode.DecodingOptions;
import dev.upbeat.models.decode.Draft;
import dev.upbeat.models.decode.OpenerDecoder;
import dev.upbeat.models.runtime.DecoderState;
import dev.upbeat.models.text.RequestNormalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One turn of an {@link OnnxOpenerModel}.
 *
 * <p>{@link #hear} computes the whole prompt, the template's end included, as if the user had
 * finished: when that proves true, {@link #open} has nothing left to read and begins to write at
 * once. When more words come instead, the cache is rolled back to the words in common.
 */
public final class OnnxOpenerSession implements OpenerSession {
  /** Tokens of a request that are read; a longer one says no more about how an answer begins. */
  private static final int LONGEST_REQUEST = 192;

  /** The window on a long request moves by this many tokens. */
  private static final int STEP = 32;

  private final OnnxOpenerModel model;
  private final DecoderState state;
  private final OpenerDecoder decoder;
  private final RequestNormalizer normalizer;
  private final String earlier;
  private final int[] before;
  private final int[] after;
  private final ReentrantLock use = new ReentrantLock();
  private volatile boolean aborted;
  private String request = "";
  private int[] prompt = {};
  private boolean closed;

  OnnxOpenerSession(OnnxOpenerModel model, DecoderState state, String before, String earlier) {
    this.model = model;
    this.state = state;
    this.earlier = earlier;
    this.decoder = model.newDecoder();
    this.normalizer = new RequestNormalizer(model.template().lowerCase());
    this.before = model.tokenizer().encode(before);
    this.after = model.tokenizer().encode(model.template().template().answer());
  }

  @Override
  public void hear(String heard) {
    begin();
    try {
      String normalized = normalizer.normalize(heard);
      if (!normalized.equals(request)) {
        request = normalized;
        prompt = prompt(normalized);
      }
      if (!isEmpty()) {
        prefill();
      }
    } finally {
      use.unlock();
    }
  }

  @Override
  public Opener open() {
    return open(model.options().decoding());
  }

  /** As {@link #open()}, decoding in another way than the model was opened with. */
  public Opener open(DecodingOptions decoding) {
    begin();
    try {
      return isEmpty() ? Opener.silent("", 0, List.of()) : opener(write(decoding));
    } finally {
      use.unlock();
    }
  }

  /** Whether there is a word in the request last heard. */
  public boolean hasRequest() {
    return !isEmpty();
  }

  /** As {@link #assess(DecodingOptions)}, decoding as the model was opened to. */
  public Assessment assess() {
    return assess(model.options().decoding());
  }

  /**
   * Writes a draft for the request last heard and tells all that the gate saw, for evaluation.
   *
   * @throws IllegalStateException if nothing was heard
   */
  public Assessment assess(DecodingOptions decoding) {
    begin();
    try {
      requireRequest();
      return write(decoding);
    } finally {
      use.unlock();
    }
  }

  /**
   * As {@link #assess(DecodingOptions)} for an opener from elsewhere, as if the model had written
   * it.
   */
  public Assessment assess(String opener) {
    begin();
    try {
      requireRequest();
      prefill();
      DecodingOptions decoding = model.options().decoding();
      return assess(decoder.score(state, request, opener, decoding), decoding);
    } finally {
      use.unlock();
    }
  }

  /**
   * The beginnings of a draft for the request last heard that could be spoken alone, the longest
   * first, with the gate's features of each; for fitting the gate.
   */
  public Map<Draft, double[]> beginnings(Draft draft) {
    begin();
    try {
      requireRequest();
      prefill();
      return model
          .committer()
          .beginnings(
              request,
              earlier,
              state.followingLogProbability(),
              draft,
              decoder,
              model.options().decoding());
    } finally {
      use.unlock();
    }
  }

  private Assessment write(DecodingOptions decoding) {
    prefill();
    return assess(decoder.decode(state, request, earlier, decoding, () -> aborted), decoding);
  }

  private Assessment assess(Draft draft, DecodingOptions decoding) {
    return model
        .committer()
        .assess(request, earlier, state.followingLogProbability(), draft, decoder, decoding);
  }

  private static Opener opener(Assessment assessment) {
    String draft = assessment.draft().text();
    return switch (assessment.commitment()) {
      case SILENT -> Opener.silent(draft, assessment.confidence(), assessment.draft().tokens());
      case SPEAK, NEUTRAL ->
          new Opener(
              assessment.spoken(),
              assessment.commitment(),
              draft,
              assessment.confidence(),
              assessment.draft().tokens());
    };
  }

  @Override
  public double completeness() {
    begin();
    try {
      if (isEmpty()) {
        return 0;
      }
      prefill();
      return model.gate().completeness(state.followingLogProbability());
    } finally {
      use.unlock();
    }
  }

  /** Asks, by the way, how probable it was that the request ended behind its last word. */
  private void prefill() {
    state.prefill(prompt, prompt.length - after.length - 1);
  }

  private boolean isEmpty() {
    return request.chars().noneMatch(Character::isLetterOrDigit);
  }

  private void requireRequest() {
    if (isEmpty()) {
      throw new IllegalStateException("no request was heard");
    }
  }

  @Override
  public void abort() {
    aborted = true;
  }

  @Override
  public void close() {
    aborted = true;
    use.lock();
    try {
      closed = true;
      state.close();
    } finally {
      use.unlock();
    }
  }

  /** The tokens of a prompt; of a request too long for the model, its beginning and its end. */
  private int[] prompt(String normalized) {
    int[] words = model.tokenizer().encode(normalized);
    int room = Math.min(LONGEST_REQUEST, state.capacity() / 2);
    if (words.length > room) {
      int head = room / 4;
      int[] cut = Arrays.copyOf(words, room);
      // The end moves in steps, so that the cache of a growing request is not in vain each time.
      int skip = (words.length - room + STEP - 1) / STEP * STEP;
      int tail = words.length - head - skip;
      System.arraycopy(words, head + skip, cut, head, tail);
      words = Arrays.copyOf(cut, head + tail);
    }
    int[] all = Arrays.copyOf(before, before.length + words.length + after.length);
    System.arraycopy(words, 0, all, before.length, words.length);
    System.arraycopy(after, 0, all, before.length + words.length, after.length);
    return all;
  }

  private void begin() {
    if (!use.tryLock() || use.getHoldCount() > 1) {
      throw new UpbeatException(
          "opener-session-busy",
          true,
          "The opener session is in use by another thread.",
          "Use a session from one thread at a time, or start a session for each thread.");
    }
    if (closed || aborted) {
      use.unlock();
      if (closed) {
        throw new IllegalStateException("the opener session is closed");
      }
      throw new CancellationException("the opener session was aborted");
    }
  }
}

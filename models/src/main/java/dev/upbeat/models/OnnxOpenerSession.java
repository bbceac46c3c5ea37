package dev.upbeat.models;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.Commitment;
import dev.upbeat.core.dialogue.Opener;
import dev.upbeat.core.spi.OpenerSession;
import dev.upbeat.models.decode.DecodingOptions;
import dev.upbeat.models.decode.Draft;
import dev.upbeat.models.decode.OpenerDecoder;
import dev.upbeat.models.gate.RequestKind;
import dev.upbeat.models.runtime.DecoderState;
import dev.upbeat.models.text.PromptTemplate;
import dev.upbeat.models.text.RequestNormalizer;
import java.util.Arrays;
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
  private final OnnxOpenerModel model;
  private final DecoderState state;
  private final OpenerDecoder decoder;
  private final RequestNormalizer normalizer;
  private final int[] before;
  private final int[] after;
  private final ReentrantLock use = new ReentrantLock();
  private volatile boolean aborted;
  private String request = "";
  private int[] prompt = {};
  private boolean closed;

  OnnxOpenerSession(OnnxOpenerModel model, DecoderState state, String before) {
    this.model = model;
    this.state = state;
    this.decoder = new OpenerDecoder(model.tokenizer(), model.rules(), model.config().endTokenId());
    this.normalizer = new RequestNormalizer(model.template().lowerCase());
    this.before = model.tokenizer().encode(before);
    this.after = model.tokenizer().encode(PromptTemplate.ANSWER);
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
      if (!request.isEmpty()) {
        state.prefill(prompt);
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
      if (request.chars().noneMatch(Character::isLetterOrDigit)) {
        return Opener.silent("", 0, java.util.List.of());
      }
      state.prefill(prompt);
      Draft draft = decoder.decode(state, request, decoding, () -> aborted);
      return judge(draft);
    } finally {
      use.unlock();
    }
  }

  private Opener judge(Draft draft) {
    double confidence = model.gate().probability(model.features().compute(request, draft));
    Commitment commitment = model.gate().decide(confidence);
    boolean refused = draft.refusal() != Draft.Refusal.NONE;
    if (commitment == Commitment.SPEAK && !refused) {
      return new Opener(draft.text(), commitment, draft.text(), confidence, draft.tokens());
    }
    if (commitment == Commitment.SILENT) {
      return Opener.silent(draft.text(), confidence, draft.tokens());
    }
    String neutral = model.neutralOpeners().next(RequestKind.of(request));
    return new Opener(neutral, Commitment.NEUTRAL, draft.text(), confidence, draft.tokens());
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

  private static final int LONGEST_REQUEST = 192;
  private static final int STEP = 32;

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

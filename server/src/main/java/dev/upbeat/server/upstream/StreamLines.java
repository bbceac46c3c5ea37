package dev.upbeat.server.upstream;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response body as lines that can be waited for with a time limit. Lines are cut off at a
 * megabyte, so that a server gone mad can't fill the memory.
 */
final class StreamLines implements BodySubscriber<StreamLines> {
  private static final int LONGEST_LINE = 1 << 20;

  /** What the reader finds in the queue. */
  sealed interface Item {
    /** A line without its end. */
    record Line(String text) implements Item {}

    /** A line that was too long. */
    record TooLong() implements Item {}

    /** Nothing more comes; with the reason if that was not to be expected. */
    record End(@Nullable Throwable failure) implements Item {}
  }

  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final CompletableFuture<StreamLines> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private boolean cancelled;

  @Override
  public CompletionStage<StreamLines> getBody() {
    return body;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    if (cancelled) {
      newSubscription.cancel();
    } else {
      newSubscription.request(Long.MAX_VALUE);
    }
    body.complete(this);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        byte b = buffer.get();
        if (b == '\n') {
          endLine();
        } else if (line.size() >= LONGEST_LINE) {
          items.add(new Item.TooLong());
          cancel();
          return;
        } else {
          line.write(b);
        }
      }
    }
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    items.add(new Item.Line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
  }

  @Override
  public void onError(Throwable failure) {
    items.add(new Item.End(failure));
    body.complete(this);
  }

  @Override
  public void onComplete() {
    if (line.size() > 0) {
      endLine();
    }
    items.add(new Item.End(null));
    body.complete(this);
  }

  /** The next item, or empty if none came in time. */
  Optional<Item> next(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(items.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Closes the connection; a waiting reader is told. Idempotent. */
  synchronized void cancel() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    if (subscription != null) {
      subscription.cancel();
    }
    items.add(new Item.End(null));
  }
}

package dev.upbeat.models.store.download;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A response body one reads piece by piece with a limit on the wait for each piece, which the JDK's
 * input stream doesn't offer. One piece is on its way at a time.
 */
final class StreamingBody implements BodySubscriber<StreamingBody>, AutoCloseable {
  private sealed interface Signal {
    record Piece(List<ByteBuffer> buffers) implements Signal {}

    record End(@Nullable Throwable failure) implements Signal {}
  }

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

  @Override
  public CompletionStage<StreamingBody> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription.set(subscription);
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    signals.add(new Signal.Piece(buffers));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal.End(failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal.End(null));
  }

  /**
   * The next piece, or null at the end.
   *
   * @throws DownloadException when none comes in time, or the connection broke
   */
  @Nullable List<ByteBuffer> next(Duration patience) throws IOException, InterruptedException {
    Signal signal = signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (signal == null) {
      throw new DownloadException("nothing received for " + Reasons.seconds(patience), true);
    }
    if (signal instanceof Signal.Piece piece) {
      // Asking for the next one now overlaps the network with our writing.
      request();
      return piece.buffers();
    }
    Throwable failure = ((Signal.End) signal).failure();
    if (failure != null) {
      throw new DownloadException("connection lost", true, failure);
    }
    return null;
  }

  @Override
  public void close() {
    Flow.Subscription current = subscription.get();
    if (current != null) {
      current.cancel();
    }
  }

  private void request() {
    Flow.Subscription current = subscription.get();
    if (current != null) {
      current.request(1);
    }
  }
}

package dev.upbeat.core.spi;

import dev.upbeat.core.dialogue.ContinuationRequest;
import org.pf4j.ExtensionPoint;

/**
 * Continues a sentence the device has begun: on the device, the client of the continuator server.
 */
public interface Continuator extends ExtensionPoint, AutoCloseable {
  /**
   * Makes the connection ready while the user is still speaking. Returns at once; failures are
   * silent here and show up in {@link #continueFrom}.
   */
  default void prepare() {}

  /**
   * Sends the request. Returns at once; every failure comes as an event. The caller closes the
   * handle.
   */
  Continuation continueFrom(ContinuationRequest request);

  /** Closes connections. Idempotent. */
  @Override
  void close();
}

package dev.upbeat.server.continuation;

import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.spi.CorrectionMethod;
import dev.upbeat.core.spi.CorrectionMethod.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the correction method for a rejected opener; a plugin's failure costs only its own turn.
 */
final class CorrectionChooser {
  private static final Logger LOG = LoggerFactory.getLogger(CorrectionChooser.class);

  /** What is done when no method is installed, or none suits. */
  static final Repair PLAIN =
      new Repair(
          "",
          "The words already spoken went astray. Bring the sentence round to the user's question as"
              + " smoothly and briefly as you can, then answer it.");

  /** Leads on where there is no bridge and the language model can't be told to make one. */
  static final String PLAIN_BRIDGE = ", well, to come to your question:";

  private final Supplier<List<CorrectionMethod>> methods;

  CorrectionChooser(Supplier<List<CorrectionMethod>> methods) {
    this.methods = methods;
  }

  /** A method and how it repairs this opener; no method means {@link #PLAIN}. */
  record Choice(Optional<CorrectionMethod> method, Repair repair) {
    Optional<String> id() {
      return method.map(CorrectionMethod::id);
    }
  }

  /** The preferred method if it suits, else the first that does. */
  Choice choose(ContinuationRequest request) {
    List<CorrectionMethod> ordered = new ArrayList<>(methods.get());
    request
        .correctionMethod()
        .ifPresent(
            preferred ->
                ordered.sort(
                    (a, b) -> Boolean.compare(b.id().equals(preferred), a.id().equals(preferred))));
    for (CorrectionMethod method : ordered) {
      try {
        if (method.suits(request)) {
          return new Choice(Optional.of(method), method.repair(request));
        }
      } catch (RuntimeException | LinkageError e) {
        LOG.warn(
            "event=correction-method-failed turn={} class={} error={}",
            request.turnId(),
            method.getClass().getName(),
            e.toString());
      }
    }
    return new Choice(Optional.empty(), PLAIN);
  }

  /** Logs whether the finished answer kept to the method. */
  void check(ContinuationRequest request, Choice choice, String continuation) {
    if (choice.method().isEmpty()) {
      return;
    }
    CorrectionMethod method = choice.method().get();
    try {
      Optional<String> broken = method.check(request, continuation);
      LOG.info(
          "event=correction-checked turn={} method={} kept={} rule={}",
          request.turnId(),
          method.id(),
          broken.isEmpty(),
          broken.orElse("-"));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn(
          "event=correction-check-failed turn={} method={} error={}",
          request.turnId(),
          method.id(),
          e.toString());
    }
  }
}

package dev.upbeat.models;

import dev.upbeat.core.dialogue.Commitment;
import dev.upbeat.models.decode.DecodingOptions;
import dev.upbeat.models.decode.Draft;
import dev.upbeat.models.decode.OpenerDecoder;
import dev.upbeat.models.gate.CommitGate;
import dev.upbeat.models.gate.GateFeatures;
import dev.upbeat.models.gate.GroundedOpeners;
import dev.upbeat.models.gate.NeutralOpeners;
import dev.upbeat.models.gate.RequestKind;
import dev.upbeat.models.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides how much of a draft is spoken: all of it, its longest beginning that is sure enough and
 * speaks of the matter, an opener that only names what was asked, or a neutral one. Thread-safe.
 */
final class Committer {
  private final CommitGate gate;
  private final GateFeatures features;
  private final NeutralOpeners neutralOpeners;
  private final GroundedOpeners groundedOpeners = new GroundedOpeners();

  Committer(CommitGate gate, GateFeatures features, NeutralOpeners neutralOpeners) {
    this.gate = gate;
    this.features = features;
    this.neutralOpeners = neutralOpeners;
  }

  Assessment assess(
      String request,
      String earlier,
      double endOfRequest,
      Draft draft,
      OpenerDecoder decoder,
      DecodingOptions decoding) {
    double[] whole = features.compute(request, earlier, endOfRequest, draft, words(draft));
    double confidence = gate.probability(whole);
    Commitment commitment = gate.decide(confidence);
    if (commitment == Commitment.SPEAK && draft.refusal() == Draft.Refusal.NONE) {
      return new Assessment(request, draft, draft.text(), whole, confidence, Commitment.SPEAK);
    }
    for (Draft prefix : decoder.prefixes(request, draft, decoding)) {
      double sureness =
          gate.probability(features.compute(request, earlier, endOfRequest, prefix, words(draft)));
      if (mayStand(request + " " + earlier, prefix) && gate.speaksPrefix(sureness)) {
        return new Assessment(request, draft, prefix.text(), whole, sureness, Commitment.SPEAK);
      }
    }
    if (commitment == Commitment.SILENT) {
      return new Assessment(request, draft, "", whole, confidence, Commitment.SILENT);
    }
    Optional<String> grounded = groundedOpeners.of(request).map(decoder::written);
    String neutral = grounded.orElseGet(() -> neutralOpeners.next(RequestKind.of(request)));
    return new Assessment(request, draft, neutral, whole, confidence, Commitment.NEUTRAL);
  }

  /** The beginnings of a draft that may stand alone, the longest first, and their features. */
  Map<Draft, double[]> beginnings(
      String request,
      String earlier,
      double endOfRequest,
      Draft draft,
      OpenerDecoder decoder,
      DecodingOptions decoding) {
    Map<Draft, double[]> found = new LinkedHashMap<>();
    for (Draft prefix : decoder.prefixes(request, draft, decoding)) {
      if (mayStand(request + " " + earlier, prefix)) {
        found.put(prefix, features.compute(request, earlier, endOfRequest, prefix, words(draft)));
      }
    }
    return found;
  }

  /** A beginning that doesn't speak of the matter says no more than a neutral opener. */
  private boolean mayStand(String heard, Draft prefix) {
    return prefix.refusal() == Draft.Refusal.NONE && features.echoes(heard, prefix.text()) > 0;
  }

  private static int words(Draft draft) {
    return Words.of(draft.text()).size();
  }
}

package dev.upbeat.server.judge;

import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.dialogue.OpenerJudgement;
import dev.upbeat.core.spi.OpenerJudge;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Accepts an opener that speaks of what was asked, of its topic, or of nothing in particular;
 * rejects one that speaks of something else. Looks at words only, in microseconds.
 */
public final class ContentOverlapJudge implements OpenerJudge {
  @Override
  public OpenerJudgement judge(ContinuationRequest request) {
    Set<String> asked = ContentWords.of(request.request());
    request.dialogue().stream()
        .skip(Math.max(0, request.dialogue().size() - 2L))
        .forEach(
            exchange -> {
              asked.addAll(ContentWords.of(exchange.request()));
              asked.addAll(ContentWords.of(exchange.answer()));
            });
    Set<String> said = ContentWords.of(request.opener());
    Set<String> own = new LinkedHashSet<>(said);
    own.removeIf(stem -> Neutral.STEMS.contains(stem) || asked.contains(stem));
    boolean shared = said.stream().anyMatch(asked::contains);
    if (own.stream().anyMatch(stem -> Character.isDigit(stem.charAt(0)))) {
      return new OpenerJudgement(false, 0.1, "states a number that was not asked about");
    }
    if (shared) {
      return new OpenerJudgement(true, own.isEmpty() ? 0.95 : 0.8, "speaks of what was asked");
    }
    if (Topics.shared(asked, said)) {
      return new OpenerJudgement(true, 0.7, "speaks of the same topic");
    }
    if (asked.stream().allMatch(Neutral.STEMS::contains)) {
      return new OpenerJudgement(true, 0.5, "the request names no topic");
    }
    if (own.isEmpty()) {
      return new OpenerJudgement(true, 0.7, "commits to nothing");
    }
    return new OpenerJudgement(false, 0.15, "speaks of something else");
  }
}

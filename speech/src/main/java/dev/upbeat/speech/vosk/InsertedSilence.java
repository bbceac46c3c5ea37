package dev.upbeat.speech.vosk;

import dev.upbeat.core.dialogue.Transcript.Word;
import java.util.ArrayList;
import java.util.List;

/** Turns times in what Vosk was fed into times in what was said, without the silence in between. */
final class InsertedSilence {
  private final List<Piece> pieces = new ArrayList<>();

  /** Times in milliseconds of what Vosk was fed. */
  private record Piece(long start, long end) {}

  void add(long startMs, long endMs) {
    pieces.add(new Piece(startMs, endMs));
  }

  List<Word> without(List<Word> words) {
    return words.stream()
        .map(w -> new Word(w.text(), real(w.startMs()), real(w.endMs()), w.confidence()))
        .toList();
  }

  private long real(long fedMs) {
    long inserted = 0;
    for (Piece piece : pieces) {
      inserted += Math.max(0, Math.min(fedMs, piece.end()) - piece.start());
    }
    return fedMs - inserted;
  }
}

package dev.upbeat.speech.vosk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.Transcript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads what Vosk says, leaving out what is no word: {@code [unk]}, {@code <eps>}, {@code !SIL}.
 */
final class VoskJson {
  private static final ObjectMapper json = new ObjectMapper();

  private VoskJson() {}

  /** The words of {@code {"partial": "..."}}, separated by single blanks. */
  static String partial(String answer) {
    return words(parse(answer).path("partial").asText());
  }

  /** The words of {@code {"result": [...], "text": "..."}}; none if nothing was understood. */
  static List<Transcript.Word> result(String answer) {
    List<Transcript.Word> words = new ArrayList<>();
    for (JsonNode entry : parse(answer).path("result")) {
      String word = words(entry.path("word").asText());
      if (!word.isEmpty()) {
        words.add(
            new Transcript.Word(
                word,
                Math.round(entry.path("start").asDouble() * 1000),
                Math.round(entry.path("end").asDouble() * 1000),
                entry.path("conf").asDouble()));
      }
    }
    return words;
  }

  private static String words(String text) {
    return Arrays.stream(text.strip().split("\\s+"))
        .filter(VoskJson::isWord)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  private static boolean isWord(String token) {
    return !token.isEmpty() && "[<!#".indexOf(token.charAt(0)) < 0;
  }

  private static JsonNode parse(String answer) {
    try {
      return json.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new UpbeatException(
          "vosk-answer-unreadable",
          false,
          "Vosk's answer of " + answer.length() + " characters is not JSON.",
          "Report this with the version of libvosk in use; 0.3.45 is known to work.",
          e);
    }
  }
}

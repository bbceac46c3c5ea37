package dev.upbeat.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.dialogue.Exchange;
import dev.upbeat.server.config.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's JSON; what is wrong is said by field. Fields it does not know are passed over.
 */
final class Requests {
  private static final Pattern TURN_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern METHOD_ID = Pattern.compile("[a-z0-9-]{1,64}");
  private static final int ANSWER_CHARACTERS = 4_000;

  private final ObjectMapper json;
  private final Limits limits;

  Requests(ObjectMapper json, Limits limits) {
    this.json = json;
    this.limits = limits;
  }

  /**
   * Any JSON object.
   *
   * @throws UpbeatException {@code bad-request}
   */
  JsonNode object(byte[] body) {
    try {
      JsonNode node = json.readTree(body);
      if (node == null || !node.isObject()) {
        throw bad(
            "The body is "
                + (node == null || node.isMissingNode() ? "empty" : kind(node))
                + ", not a JSON object.",
            "Send a JSON object as docs/protocol.md describes.");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw bad(
          "The body is not JSON: line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ".",
          "Send a JSON object, in UTF-8.");
    } catch (IOException e) {
      throw bad("The body is not JSON in UTF-8.", "Send a JSON object, in UTF-8.");
    }
  }

  /** The body of {@code POST /v1/continuations}. */
  ContinuationRequest continuation(byte[] body) {
    JsonNode node = object(body);
    String turnId = string(node.get("turnId"), "turnId", true);
    if (!TURN_ID.matcher(turnId).matches()) {
      throw bad(
          "turnId must be 1 to 64 letters, digits or '-'.", "Send a short id, such as a counter.");
    }
    Optional<String> method =
        Optional.of(string(node.get("correctionMethod"), "correctionMethod", false))
            .filter(id -> !id.isEmpty());
    if (method.isPresent() && !METHOD_ID.matcher(method.get()).matches()) {
      throw bad(
          "correctionMethod must be an id in kebab case.",
          "Send an id such as \"natural-redirection\", or null.");
    }
    return checked(
        turnId,
        string(node.get("request"), "request", true),
        string(node.get("opener"), "opener", false),
        dialogue(node),
        method);
  }

  /** Checks lengths; whitespace is made plain. */
  ContinuationRequest checked(
      String turnId,
      String request,
      String opener,
      List<Exchange> dialogue,
      Optional<String> method) {
    String asked = plain(request);
    String said = plain(opener);
    if (asked.isEmpty()) {
      throw bad("request is empty.", "Send the user's words.");
    }
    if (asked.length() > limits.requestCharacters()) {
      throw tooLong("request", asked.length(), limits.requestCharacters(), "characters");
    }
    int words = said.isEmpty() ? 0 : said.split(" ", -1).length;
    if (words > limits.openerWords() || said.length() > limits.openerWords() * 30) {
      throw tooLong("opener", words, limits.openerWords(), "words");
    }
    if (dialogue.size() > limits.dialogueTurns()) {
      throw tooLong("dialogue", dialogue.size(), limits.dialogueTurns(), "turns");
    }
    return new ContinuationRequest(turnId, asked, said, dialogue, method);
  }

  private List<Exchange> dialogue(JsonNode node) {
    JsonNode turns = node.get("dialogue");
    List<Exchange> dialogue = new ArrayList<>();
    if (turns == null || turns.isNull()) {
      return dialogue;
    }
    if (!turns.isArray()) {
      throw wrongType("dialogue", "an array", turns);
    }
    for (int i = 0; i < turns.size(); i++) {
      JsonNode turn = turns.get(i);
      String name = "dialogue[" + i + "]";
      if (!turn.isObject()) {
        throw wrongType(name, "an object", turn);
      }
      dialogue.add(exchange(name, text(turn, name, "request"), text(turn, name, "answer")));
    }
    return dialogue;
  }

  Exchange exchange(String name, String request, String answer) {
    if (request.length() > limits.requestCharacters()) {
      throw tooLong(name + ".request", request.length(), limits.requestCharacters(), "characters");
    }
    if (answer.length() > ANSWER_CHARACTERS) {
      throw tooLong(name + ".answer", answer.length(), ANSWER_CHARACTERS, "characters");
    }
    return new Exchange(plain(request), plain(answer));
  }

  private static String text(JsonNode turn, String parent, String field) {
    return string(turn.get(field), parent + "." + field, true);
  }

  private static String string(@Nullable JsonNode value, String field, boolean required) {
    if (value == null || value.isNull()) {
      if (required) {
        throw bad(field + " is missing.", "Add \"" + field + "\", a string.");
      }
      return "";
    }
    if (!value.isTextual()) {
      throw wrongType(field, "a string", value);
    }
    return value.textValue();
  }

  /** Control characters and runs of blanks have no place in speech. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }

  static String kind(JsonNode node) {
    JsonNodeType type = node.getNodeType();
    return switch (type) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case NULL -> "null";
      default -> "a " + type.name().toLowerCase(Locale.ROOT);
    };
  }

  static UpbeatException wrongType(String field, String expected, JsonNode found) {
    return bad(
        field + " must be " + expected + ", is " + kind(found) + ".",
        "Send \"" + field + "\" as " + expected + ".");
  }

  private static UpbeatException tooLong(String field, int size, int limit, String unit) {
    return new UpbeatException(
        "too-long",
        false,
        field + " has " + size + " " + unit + "; the limit is " + limit + ".",
        "Shorten it, or raise the limit in the server's configuration.");
  }

  static UpbeatException bad(String message, String remedy) {
    return new UpbeatException("bad-request", false, message, remedy);
  }
}

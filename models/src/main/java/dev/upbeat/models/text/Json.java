package dev.upbeat.models.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads JSON into a tree without an ObjectMapper, whose first use costs more than half of a model's
 * start on a cold JVM.
 */
public final class Json {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  /** The tree of a file; a file that holds nothing is an error too. */
  public static JsonNode read(Path file) throws IOException {
    return read(Files.readAllBytes(file));
  }

  /** The tree of a text. */
  public static JsonNode read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The tree of UTF-8 bytes. */
  public static JsonNode read(byte[] bytes) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(bytes)) {
      if (parser.nextToken() == null) {
        throw new IOException("it is empty");
      }
      JsonNode node = value(parser);
      if (parser.nextToken() != null) {
        throw new IOException("something follows the end, at " + parser.currentLocation());
      }
      return node;
    }
  }

  private static JsonNode value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IOException("unexpected " + parser.currentToken());
    };
  }

  private static JsonNode object(JsonParser parser) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, value(parser));
    }
    return object;
  }

  private static JsonNode array(JsonParser parser) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }
}

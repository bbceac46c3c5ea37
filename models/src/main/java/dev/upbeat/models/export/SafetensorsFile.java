package dev.upbeat.models.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.text.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file: eight bytes of header length, a JSON header, then the numbers, little-endian.
 *
 * <p>Nothing is trusted: every tensor is checked against the file's size when the file is opened
 * and for NaN and infinity when it is read. Errors have the code {@code checkpoint-damaged} and
 * name the tensor. The file is mapped, so opening it is cheap.
 */
final class SafetensorsFile {
  private static final int MAX_HEADER_BYTES = 100_000_000;

  private final Path file;
  private final Map<String, Tensor> tensors;

  private record Tensor(TensorType type, long[] shape, ByteBuffer bytes) {}

  private SafetensorsFile(Path file, Map<String, Tensor> tensors) {
    this.file = file;
    this.tensors = tensors;
  }

  static SafetensorsFile open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < 8) {
        throw damaged(file, "it is " + size + " bytes long, too short for a header", null);
      }
      ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      readFully(channel, prefix, 0);
      long headerBytes = prefix.getLong(0);
      if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > size - 8) {
        throw damaged(
            file, "its header claims " + headerBytes + " of the file's " + size + " bytes", null);
      }
      ByteBuffer header = ByteBuffer.allocate((int) headerBytes);
      readFully(channel, header, 8);
      JsonNode json = parse(file, header.array());
      return new SafetensorsFile(file, tensors(file, json, channel, 8 + headerBytes, size));
    } catch (IOException e) {
      throw damaged(file, "it cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /** The numbers of a tensor that must have exactly this shape, row by row. */
  float[] read(String name, int... shape) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw damaged(file, "tensor '" + name + "' is missing", null);
    }
    long[] expected = Arrays.stream(shape).asLongStream().toArray();
    if (!Arrays.equals(tensor.shape, expected)) {
      throw damaged(
          file,
          "tensor '%s' has shape %s, config.json asks for %s"
              .formatted(name, Arrays.toString(tensor.shape), Arrays.toString(expected)),
          null);
    }
    int count = tensor.bytes.limit() / tensor.type.bytes();
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      float number = tensor.type.read(tensor.bytes, i);
      if (!Float.isFinite(number)) {
        throw damaged(file, "tensor '" + name + "' holds " + number + " at index " + i, null);
      }
      numbers[i] = number;
    }
    return numbers;
  }

  private static Map<String, Tensor> tensors(
      Path file, JsonNode json, FileChannel channel, long dataStart, long size) throws IOException {
    Map<String, Tensor> tensors = new HashMap<>();
    Iterator<Map.Entry<String, JsonNode>> fields = json.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      String name = field.getKey();
      if (name.equals("__metadata__")) {
        continue;
      }
      JsonNode entry = field.getValue();
      TensorType type = type(file, name, entry.path("dtype").asText("none"));
      long[] shape = numbers(file, name, entry.path("shape"));
      long[] offsets = numbers(file, name, entry.path("data_offsets"));
      if (offsets.length != 2 || offsets[1] < offsets[0]) {
        throw damaged(file, "tensor '" + name + "' has no valid data_offsets", null);
      }
      long bytes = type.bytes();
      for (long dimension : shape) {
        bytes = dimension > Integer.MAX_VALUE ? Long.MAX_VALUE : multiply(bytes, dimension);
      }
      if (bytes != offsets[1] - offsets[0] || bytes > Integer.MAX_VALUE) {
        throw damaged(
            file,
            "tensor '%s' of shape %s takes %d bytes, its data_offsets say %d"
                .formatted(name, Arrays.toString(shape), bytes, offsets[1] - offsets[0]),
            null);
      }
      if (offsets[1] > size - dataStart) {
        throw damaged(
            file,
            "it is truncated: tensor '%s' ends at byte %d, the file at %d"
                .formatted(name, dataStart + offsets[1], size),
            null);
      }
      ByteBuffer data = channel.map(FileChannel.MapMode.READ_ONLY, dataStart + offsets[0], bytes);
      tensors.put(name, new Tensor(type, shape, data.order(ByteOrder.LITTLE_ENDIAN)));
    }
    return tensors;
  }

  private static TensorType type(Path file, String name, String dtype) {
    try {
      return TensorType.valueOf(dtype);
    } catch (IllegalArgumentException e) {
      throw damaged(
          file, "tensor '" + name + "' has dtype '" + dtype + "', known are F32, F16 and BF16", e);
    }
  }

  private static long[] numbers(Path file, String name, JsonNode array) {
    long[] numbers = new long[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asLong(-1);
      if (numbers[i] < 0) {
        throw damaged(file, "tensor '" + name + "' has the size " + array.get(i), null);
      }
    }
    return numbers;
  }

  private static long multiply(long a, long b) {
    return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  private static JsonNode parse(Path file, byte[] header) {
    try {
      JsonNode json = Json.read(header);
      if (json != null && json.isObject()) {
        return json;
      }
      throw damaged(file, "its header is no JSON object", null);
    } catch (IOException e) {
      throw damaged(file, "its header is no valid JSON", e);
    }
  }

  private static void readFully(FileChannel channel, ByteBuffer into, long position)
      throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, position + into.position()) < 0) {
        throw new IOException("unexpected end of file");
      }
    }
  }

  private static UpbeatException damaged(Path file, String what, @Nullable Throwable cause) {
    return new UpbeatException(
        "checkpoint-damaged",
        false,
        "Cannot use checkpoint " + file + ": " + what + ".",
        "Verify the model with './upbeat models verify' and pull it again.",
        cause);
  }
}

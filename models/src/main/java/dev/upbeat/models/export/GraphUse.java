package dev.upbeat.models.export;

import java.nio.file.Path;

/** What a graph of a checkpoint is for; both compute the same from the same inputs. */
public enum GraphUse {
  /** One new token a run: bound by reading the weights. Right for any number of tokens. */
  TOKEN(""),
  /** Several new tokens a run: bound by arithmetic. Only there for 8-bit weights. */
  PROMPT("-prompt");

  private final String suffix;

  GraphUse(String suffix) {
    this.suffix = suffix;
  }

  /**
   * The file of this use beside the one for {@link #TOKEN}.
   *
   * @param file ends in {@code .onnx}
   */
  public Path beside(Path file) {
    String name = file.getFileName().toString();
    int end = name.length() - ".onnx".length();
    return file.resolveSibling(name.substring(0, end) + suffix + name.substring(end));
  }
}

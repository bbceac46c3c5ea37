package dev.upbeat.models.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What the benchmark found for one model in one form; times are medians in milliseconds.
 *
 * @param model its name in the store, or {@code random-512x8}
 * @param form fp32, int8 …
 * @param promptTokens length of the prompt
 * @param firstTokenMsCold from an empty cache to the first token of the opener
 * @param firstTokenMsIncremental the same when all but the last word was heard before: that word
 *     and the template's tokens are computed
 * @param firstTokenMsChatml the same with the family's template of five tokens
 * @param decodeMsPerToken each further token
 * @param twelveTokensMs from an empty cache to twelve tokens
 * @param rssMb resident memory the loaded and working model added to the process, in MiB
 */
record OpenerMeasurement(
    String model,
    String form,
    int promptTokens,
    double firstTokenMsCold,
    double firstTokenMsIncremental,
    double firstTokenMsChatml,
    double decodeMsPerToken,
    double twelveTokensMs,
    double rssMb) {

  static final String HEADER =
      String.format(
          Locale.ROOT,
          "%-16s %-5s %7s %11s %12s %12s %10s %11s %8s",
          "model",
          "form",
          "prompt",
          "first cold",
          "first incr.",
          "with ChatML",
          "decode",
          "12 tokens",
          "memory");

  String row() {
    return String.format(
        Locale.ROOT,
        "%-16s %-5s %7d %8.2f ms %9.2f ms %9.2f ms %7.3f ms %8.2f ms %5.0f MB",
        model,
        form,
        promptTokens,
        firstTokenMsCold,
        firstTokenMsIncremental,
        firstTokenMsChatml,
        decodeMsPerToken,
        twelveTokensMs,
        rssMb);
  }

  void writeTo(ObjectNode json) {
    json.put("model", model)
        .put("form", form)
        .put("promptTokens", promptTokens)
        .put("firstTokenMsCold", rounded(firstTokenMsCold))
        .put("firstTokenMsIncremental", rounded(firstTokenMsIncremental))
        .put("firstTokenMsChatml", rounded(firstTokenMsChatml))
        .put("decodeMsPerToken", rounded(decodeMsPerToken))
        .put("twelveTokensMs", rounded(twelveTokensMs))
        .put("rssMb", rounded(rssMb));
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}

package dev.upbeat.models.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes a request look the way the model was trained to see it: one line, no control characters,
 * nothing that reads as a special token, no final punctuation, and in lower case for models trained
 * on recognizer output.
 */
public final class RequestNormalizer {
  /** Longest request that is read whole, in characters; the middle of a longer one is left out. */
  static final int MAX_CHARACTERS = 8_000;

  private static final Pattern NO_TEXT =
      Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\s\\p{Z}]+");
  private static final Pattern FINAL_PUNCTUATION = Pattern.compile("[\\s.?!,;:…。？！]+$");

  private final boolean lowerCase;

  public RequestNormalizer(boolean lowerCase) {
    this.lowerCase = lowerCase;
  }

  /** The request as the model reads it; empty if there is nothing to read. */
  public String normalize(String request) {
    String bounded = request;
    if (request.length() > MAX_CHARACTERS) {
      int head = MAX_CHARACTERS / 4;
      bounded =
          request.substring(0, head)
              + ' '
              + request.substring(request.length() - (MAX_CHARACTERS - head));
    }
    String text = Normalizer.normalize(bounded, Normalizer.Form.NFC);
    text = text.replace('’', '\'').replace('‘', '\'').replace("<|", " ").replace("|>", " ");
    text = NO_TEXT.matcher(text).replaceAll(" ").strip();
    text = FINAL_PUNCTUATION.matcher(text).replaceAll("");
    return lowerCase ? text.toLowerCase(Locale.ROOT) : text;
  }
}

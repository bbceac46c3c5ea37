package dev.upbeat.models.text;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.Exchange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a model was trained to be asked: ChatML or its short form, with or without a system part and
 * earlier turns. Immutable.
 *
 * <p>Read from the model's folder: {@code tokenizer_config.json} ({@code chat_template} without the
 * word "system": no system part; {@code request_normalization} "lower case…") and {@code
 * opener.json}, whose keys are the names of this record's parts.
 *
 * @param template what stands between the parts
 * @param systemPrompt empty if the model was trained without
 * @param lowerCase whether requests were in lower case
 * @param dialogueTokens budget for earlier turns; 0: single turn
 */
public record PromptTemplate(
    Form template, String systemPrompt, boolean lowerCase, int dialogueTokens) {

  /** Words of an earlier answer that a model sees: they say what was talked about. */
  private static final int EARLIER_ANSWER_WORDS = 24;

  private static final String START = "<|im_start|>";
  private static final String END = "<|im_end|>";
  private static final String USER = START + "user\n";

  /** What stands between the parts of a prompt. */
  public enum Form {
    /** The family's own: five tokens from the request's last word to the answer's first. */
    CHATML(END + "\n" + START + "assistant\n", END + "\n"),
    /** One token there, so that less has to be computed when the user has finished. */
    SHORT(END, END);

    private final String answer;
    private final String close;

    Form(String answer, String close) {
      this.answer = answer;
      this.close = close;
    }

    /** What follows a request. */
    public String answer() {
      return answer;
    }
  }

  /**
   * Reads how the model in this folder is asked.
   *
   * @throws UpbeatException {@code model-config-invalid} naming the key that is unknown, of the
   *     wrong kind, or contradicts the tokenizer's files
   */
  public static PromptTemplate read(Path folder) {
    return PromptTemplateFile.read(folder);
  }

  /** The latest turns that fit the budget, as the model reads them: normalized, answers cut. */
  public List<Exchange> fitting(List<Exchange> dialogue, OpenerTokenizer tokenizer) {
    List<Exchange> fitting = new ArrayList<>();
    int budget = dialogueTokens;
    for (int i = dialogue.size() - 1; i >= 0 && budget > 0; i--) {
      Exchange read = read(dialogue.get(i));
      budget -= tokenizer.encode(turn(read)).length;
      if (budget >= 0) {
        fitting.add(0, read);
      }
    }
    return fitting;
  }

  /**
   * All that stands before the request: the system part and earlier turns.
   *
   * @param fitting what {@link #fitting} gave
   */
  public String before(List<Exchange> fitting) {
    String system = systemPrompt.isEmpty() ? "" : START + "system\n" + systemPrompt + END + "\n";
    return system + fitting.stream().map(this::turn).collect(Collectors.joining()) + USER;
  }

  private Exchange read(Exchange exchange) {
    RequestNormalizer asWritten = new RequestNormalizer(false);
    List<String> words = List.of(asWritten.normalize(exchange.answer()).split(" "));
    int kept = Math.min(words.size(), EARLIER_ANSWER_WORDS);
    return new Exchange(
        new RequestNormalizer(lowerCase).normalize(exchange.request()),
        asWritten.normalize(String.join(" ", words.subList(0, kept))));
  }

  private String turn(Exchange read) {
    return USER + read.request() + template.answer + read.answer() + template.close;
  }
}

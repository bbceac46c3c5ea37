package dev.upbeat.core.spi;

import java.util.List;
import java.util.Objects;
import org.pf4j.ExtensionPoint;

/** A large language model behind the continuator. Thread-safe. */
public interface LanguageModel extends ExtensionPoint, AutoCloseable {
  /** How the model can be made to continue a sentence that is already begun. */
  enum Capability {
    /** The upstream continues a trailing assistant message by itself. */
    NATIVE_PREFILL,
    /** The prompt is written in the model's own template, up to the last word of the opener. */
    RAW_PROMPT,
    /** It can only be told to; what it repeats of the opener is cut away. */
    INSTRUCTED
  }

  /** For logs, reports and the start-up line, such as {@code smollm2-135m-instruct (embedded)}. */
  String id();

  /** How {@link Prompt#assistantPrefix()} is honoured. */
  Capability capability();

  /**
   * Starts to generate. May block until the upstream has accepted the request; the caller closes
   * the handle.
   *
   * @throws dev.upbeat.core.UpbeatException {@code upstream-*} if the upstream refuses or can't be
   *     reached
   */
  Generation generate(Prompt prompt);

  /** Frees the model or its connections. Idempotent. */
  @Override
  void close();

  /**
   * What to generate from.
   *
   * @param system the system message; may be empty
   * @param messages alternating user and assistant messages, the last one the user's
   * @param assistantPrefix words the answer has already begun with; may be empty
   * @param maxTokens upper limit of new tokens
   * @param temperature 0 for greedy decoding
   */
  record Prompt(
      String system,
      List<Message> messages,
      String assistantPrefix,
      int maxTokens,
      double temperature) {
    public Prompt {
      Objects.requireNonNull(system, "system");
      messages = List.copyOf(messages);
      Objects.requireNonNull(assistantPrefix, "assistantPrefix");
    }
  }

  /** Who said what. */
  record Message(Role role, String text) {
    public Message {
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(text, "text");
    }
  }

  /** Who speaks in a {@link Message}. */
  enum Role {
    USER,
    ASSISTANT
  }
}

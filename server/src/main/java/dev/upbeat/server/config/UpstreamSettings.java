package dev.upbeat.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Which language model answers, and how it is asked.
 *
 * @param url of an OpenAI-compatible API; empty for the embedded model
 * @param model its name there, or the embedded model's id in the model store; empty: the API's
 *     first, or {@value #EMBEDDED_MODEL}
 * @param key sent as bearer token; never printed
 * @param prefill how to make it continue a sentence
 * @param thinkingTimeout how long it may think before it answers, if it says that it does
 * @param threads of the embedded model; 0: one a processor core, less one
 * @param queue how many requests may wait for the embedded model
 * @param temperature of sampling; empty: what suits the model
 */
public record UpstreamSettings(
    Optional<URI> url,
    Optional<String> model,
    Optional<String> key,
    Prefill prefill,
    Duration connectTimeout,
    Duration firstTokenTimeout,
    Duration tokenTimeout,
    Duration thinkingTimeout,
    int threads,
    int queue,
    Optional<Double> temperature) {
  /** The embedded model there is on a fresh machine. */
  public static final String EMBEDDED_MODEL = "smollm2-135m-instruct";

  /** Ways to make a server continue a sentence. */
  public enum Prefill {
    /** Find out by asking the server what it is. */
    AUTO,
    /** A trailing assistant message is continued by itself: llama.cpp's server, Ollama. */
    NATIVE,
    /** As NATIVE, with the fields vLLM needs. */
    VLLM,
    /** The model is told to continue, and what it repeats is cut away: OpenAI and most others. */
    INSTRUCTED
  }

  /** The embedded model as it comes. */
  public static UpstreamSettings embedded() {
    return new UpstreamSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Prefill.AUTO,
        Duration.ofSeconds(3),
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        0,
        3,
        Optional.empty());
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "UpstreamSettings[url=" + url + ", model=" + model + ", prefill=" + prefill + "]";
  }
}

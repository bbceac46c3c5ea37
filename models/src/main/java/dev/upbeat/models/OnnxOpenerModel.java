package dev.upbeat.models;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.Exchange;
import dev.upbeat.core.spi.OpenerModel;
import dev.upbeat.models.decode.Lexicon;
import dev.upbeat.models.decode.OpenerDecoder;
import dev.upbeat.models.decode.OpenerRules;
import dev.upbeat.models.export.DerivedModels;
import dev.upbeat.models.export.SwenConfig;
import dev.upbeat.models.export.WeightForm;
import dev.upbeat.models.gate.CommitGate;
import dev.upbeat.models.gate.GateFeatures;
import dev.upbeat.models.gate.NeutralOpeners;
import dev.upbeat.models.runtime.DecoderGraph;
import dev.upbeat.models.runtime.OnnxRuntimeLibrary;
import dev.upbeat.models.text.OpenerTokenizer;
import dev.upbeat.models.text.PromptTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** An opener model of the Swen family on ONNX Runtime. Thread-safe; sessions are not. */
public final class OnnxOpenerModel implements OpenerModel {
  private static final int WARM_UP_ROUNDS = 25;

  /** On a slow board the first rounds already do most, and people wait. */
  private static final long WARM_UP_NANOSECONDS = 1_000_000_000L;

  private final String id;
  private final OpenerOptions options;
  private final SwenConfig config;
  private final DecoderGraph graph;
  private final OpenerTokenizer tokenizer;
  private final PromptTemplate template;
  private final CommitGate gate;
  private final Committer committer;
  private final Lexicon lexicon;
  private final OpenerRules rules = new OpenerRules();
  private final AtomicBoolean closed = new AtomicBoolean();

  private OnnxOpenerModel(
      String id,
      Path folder,
      SwenConfig config,
      DecoderGraph graph,
      OpenerTokenizer tokenizer,
      OpenerOptions options) {
    this.id = id;
    this.options = options;
    this.config = config;
    this.graph = graph;
    this.tokenizer = tokenizer;
    this.template = PromptTemplate.read(folder);
    this.lexicon = Lexicon.read(folder);
    this.gate = CommitGate.read(folder);
    this.committer =
        new Committer(gate, new GateFeatures(tokenizer), new NeutralOpeners(System.nanoTime()));
  }

  /**
   * Opens an installed model; blocks: a fraction of a second, some seconds the first time, when the
   * graph is made from the checkpoint.
   *
   * @param model a folder with config.json, model.safetensors and tokenizer.json
   * @param derived where graphs made from checkpoints are kept
   * @throws dev.upbeat.core.UpbeatException naming the file and what is wrong with it
   */
  public static OnnxOpenerModel open(
      ModelFolder model, DerivedModels derived, OpenerOptions options) {
    SwenConfig config = SwenConfig.read(model.require("config.json"));
    model.require("model.safetensors");
    Path vocabulary = model.require("tokenizer.json");
    // A third of a cold start is the tokenizer's JSON: it is read while ONNX Runtime loads.
    CompletableFuture<OpenerTokenizer> tokenizer =
        CompletableFuture.supplyAsync(
            () -> OpenerTokenizer.load(vocabulary, config.vocabularySize(), derived.folder()));
    OnnxRuntimeLibrary.prepare(derived.folder().resolve("native"));
    WeightForm form =
        options.form() == null ? FastestForm.of(model.folder(), derived) : options.form();
    Path file = derived.graph(model.folder(), form);
    DecoderGraph graph = DecoderGraph.load(file, config);
    try {
      return new OnnxOpenerModel(
          model.id(), model.folder(), config, graph, join(tokenizer), options);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private static OpenerTokenizer join(CompletableFuture<OpenerTokenizer> tokenizer) {
    try {
      return tokenizer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof UpbeatException cause ? cause : e;
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public OnnxOpenerSession start(List<Exchange> dialogue) {
    if (closed.get()) {
      throw new UpbeatException(
          "opener-model-closed",
          false,
          "The opener model '" + id + "' is closed.",
          "Open the model again.");
    }
    List<Exchange> read = template.fitting(dialogue, tokenizer);
    String earlier =
        read.stream()
            .map(turn -> turn.request() + " " + turn.answer())
            .collect(Collectors.joining(" "));
    return new OnnxOpenerSession(this, graph.newState(), template.before(read), earlier);
  }

  /**
   * Writes a few openers nobody hears, so that the first one that counts doesn't meet cold code;
   * blocks for some tenths of a second, about a second at most, on any thread, at any time.
   */
  public void warmUp() {
    long start = System.nanoTime();
    for (int round = 0;
        round < WARM_UP_ROUNDS && System.nanoTime() - start < WARM_UP_NANOSECONDS;
        round++) {
      try (OnnxOpenerSession session = start(List.of())) {
        session.hear("what is the best way");
        session.hear("what is the best way to learn a language");
        session.open();
      }
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      graph.close();
    }
  }

  OpenerOptions options() {
    return options;
  }

  SwenConfig config() {
    return config;
  }

  OpenerTokenizer tokenizer() {
    return tokenizer;
  }

  PromptTemplate template() {
    return template;
  }

  CommitGate gate() {
    return gate;
  }

  OpenerDecoder newDecoder() {
    return new OpenerDecoder(tokenizer, rules, lexicon, config.endTokenId());
  }

  Committer committer() {
    return committer;
  }
}

package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.store.ModelKind;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.models.store.ProgressListener;
import dev.upbeat.models.store.TerminalProgress;
import dev.upbeat.wearable.assistant.VoskLibrary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Fetches what the demo wants and hasn't got. */
final class DemoModels {
  /** Better ears than the starter model's; where they can't be had the demo works without. */
  private static final List<String> WISHED_FOR = List.of("silero-vad", "vosk-small-en-us-0.15");

  private static final String LANGUAGE_MODEL = "smollm2-135m-instruct";

  private final ModelStore store;
  private final Map<String, String> environment;
  private final PrintWriter err;

  DemoModels(ModelStore store, Map<String, String> environment, PrintWriter err) {
    this.store = store;
    this.environment = environment;
    this.err = err;
  }

  /**
   * Fetches; blocks while it does.
   *
   * @param withLanguageModel whether an own continuator will need one
   * @throws UpbeatException if the language model or the recognizer's library is needed and can't
   *     be had
   */
  void fetch(boolean withLanguageModel) {
    VoskLibrary.missing(store).ifPresent(this::pull);
    for (String id : WISHED_FOR) {
      if (!store.status(id).state().usable()) {
        try {
          pull(id);
        } catch (UpbeatException e) {
          err.println(id + " can't be had now; going on without it. " + e.getMessage());
        }
      }
    }
    if (withLanguageModel && store.best(ModelKind.LANGUAGE_MODEL).isEmpty()) {
      pull(LANGUAGE_MODEL);
    }
    err.flush();
  }

  private void pull(String id) {
    ProgressListener progress = TerminalProgress.standardError(environment);
    store.pull(id, progress);
  }
}

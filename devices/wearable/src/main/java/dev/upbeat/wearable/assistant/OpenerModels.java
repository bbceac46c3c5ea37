package dev.upbeat.wearable.assistant;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.spi.OpenerModel;
import dev.upbeat.models.OnnxOpenerModel;
import dev.upbeat.models.OpenerOptions;
import dev.upbeat.models.export.DerivedModels;
import dev.upbeat.models.store.ModelStore;
import java.nio.file.Path;

/**
 * Opens opener models from the store; graphs made of their checkpoints are kept beside the store.
 */
public final class OpenerModels {
  private OpenerModels() {}

  /** Opens a model and warms it up; blocks, longer the first time. The caller closes it. */
  public static OpenerModel open(ModelStore store, ModelFolder folder) {
    OnnxOpenerModel model = OnnxOpenerModel.open(folder, derived(store), OpenerOptions.defaults());
    model.warmUp();
    return model;
  }

  /** Where graphs are kept. */
  public static DerivedModels derived(ModelStore store) {
    Path cache = store.cacheFolder().resolveSibling("derived");
    return new DerivedModels(cache);
  }
}

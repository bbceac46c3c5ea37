package dev.upbeat.wearable.assistant;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UserFolders;
import dev.upbeat.core.spi.OpenerModel;
import dev.upbeat.models.OnnxOpenerModel;
import dev.upbeat.models.OpenerOptions;
import dev.upbeat.models.export.DerivedModels;

/** Opens opener models; graphs made of their checkpoints are kept in the user's cache. */
public final class OpenerModels {
  private OpenerModels() {}

  /** Opens a model and warms it up; blocks, longer the first time. The caller closes it. */
  public static OpenerModel open(ModelFolder folder, UserFolders folders) {
    OnnxOpenerModel model =
        OnnxOpenerModel.open(folder, derived(folders), OpenerOptions.defaults());
    model.warmUp();
    return model;
  }

  /** Where graphs are kept. */
  public static DerivedModels derived(UserFolders folders) {
    return new DerivedModels(folders.cache().resolve("derived"));
  }
}

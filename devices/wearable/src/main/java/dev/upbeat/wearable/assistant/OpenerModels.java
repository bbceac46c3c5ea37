package dev.upbeat.wearable.assistant;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.core.spi.OpenerModel;
import dev.upbeat.models.OnnxOpenerModel;
import dev.upbeat.models.OpenerOptions;
import dev.upbeat.models.export.DerivedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  /**
   * Where graphs are kept; made if it isn't there.
   *
   * @throws UpbeatException {@code derived-not-writable}
   */
  public static DerivedModels derived(UserFolders folders) {
    Path folder = folders.cache().resolve("derived");
    try {
      return new DerivedModels(Files.createDirectories(folder));
    } catch (IOException e) {
      throw new UpbeatException(
          "derived-not-writable",
          false,
          "Cannot make " + folder + " for the opener models' graphs: " + e + ".",
          UserFolders.Kind.CACHE.remedy(e),
          e);
    }
  }
}

package dev.upbeat.wearable.assistant;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.models.cli.InstalledOpeners;
import dev.upbeat.models.store.ModelKind;
import dev.upbeat.models.store.ModelStore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The opener models of the store. Opens the store at each call, so that its mistakes are the
 * call's.
 */
public final class StoredOpeners implements InstalledOpeners {
  private final Supplier<ModelStore> store;
  private final Supplier<UserFolders> folders;

  public StoredOpeners(Supplier<ModelStore> store, Supplier<UserFolders> folders) {
    this.store = store;
    this.folders = folders;
  }

  @Override
  public List<String> ids() {
    return store.get().list().stream()
        .filter(status -> status.entry().kind() == ModelKind.OPENER && status.state().usable())
        .map(status -> status.entry().id())
        .toList();
  }

  @Override
  public ModelFolder folder(String id) {
    ModelFolder folder = store.get().require(id);
    NativeLibraries.prepare(folders.get()); // for whoever opens it next
    return folder;
  }

  @Override
  public String preferred() {
    return store
        .get()
        .best(ModelKind.OPENER)
        .map(ModelFolder::id)
        .orElseThrow(
            () ->
                new UpbeatException(
                    "model-missing",
                    false,
                    "No opener model is installed.",
                    "Run './upbeat models list', then './upbeat models pull' with one of them."));
  }

  @Override
  public Path derived() {
    return OpenerModels.derived(folders.get()).folder();
  }
}

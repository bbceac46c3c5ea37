package dev.upbeat.wearable.assistant;

import dev.upbeat.models.FastestForm;
import dev.upbeat.models.export.DerivedModels;
import dev.upbeat.models.store.CatalogueEntry;
import dev.upbeat.models.store.ModelKind;
import dev.upbeat.models.store.PostInstall;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Converts a downloaded checkpoint to the graph that runs, so that a damaged one is refused at
 * once.
 */
public final class OpenerConversion implements PostInstall {
  private final Supplier<DerivedModels> derived;

  public OpenerConversion(Supplier<DerivedModels> derived) {
    this.derived = derived;
  }

  @Override
  public String description() {
    return "converting the checkpoint to ONNX";
  }

  @Override
  public boolean appliesTo(CatalogueEntry entry) {
    return entry.kind() == ModelKind.OPENER;
  }

  @Override
  public void run(CatalogueEntry entry, Path folder) {
    DerivedModels models = derived.get();
    models.graph(folder, FastestForm.of(folder, models));
  }
}

package dev.upbeat.models;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.models.cli.InstalledOpeners;
import dev.upbeat.models.decode.DecodingOptions;
import dev.upbeat.models.export.DerivedModels;
import dev.upbeat.models.export.WeightForm;
import java.nio.file.Path;
import java.util.List;

/**
 * The committed starter model; its graphs are kept under target, so that one test run makes them
 * once.
 */
public final class TestModels implements InstalledOpeners {
  public static final Path FOLDER = Path.of("opener-en");

  @Override
  public List<String> ids() {
    return List.of("opener-en");
  }

  @Override
  public ModelFolder folder(String id) {
    return new ModelFolder(id, FOLDER);
  }

  @Override
  public String preferred() {
    return "opener-en";
  }

  @Override
  public Path derived() {
    return Path.of("target", "derived");
  }

  public DerivedModels graphs() {
    return new DerivedModels(derived());
  }

  public OnnxOpenerModel open(WeightForm form) {
    return OnnxOpenerModel.open(
        folder("opener-en"), graphs(), new OpenerOptions(form, DecodingOptions.greedy()));
  }
}

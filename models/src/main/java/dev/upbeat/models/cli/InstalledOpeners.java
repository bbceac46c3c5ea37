package dev.upbeat.models.cli;

import dev.upbeat.core.ModelFolder;
import java.nio.file.Path;
import java.util.List;

/** Where the commands find opener models; the program that offers the commands implements it. */
public interface InstalledOpeners {
  /** Names of the opener models that are installed. */
  List<String> ids();

  /**
   * The folder of an opener model.
   *
   * @throws dev.upbeat.core.UpbeatException if it isn't installed, with the command that installs
   *     it
   */
  ModelFolder folder(String id);

  /** The model to use if none is named. */
  String preferred();

  /** Where graphs made from checkpoints are kept. */
  Path derived();
}

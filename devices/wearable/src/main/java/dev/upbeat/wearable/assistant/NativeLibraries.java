package dev.upbeat.wearable.assistant;

import dev.upbeat.core.NativeFolder;
import dev.upbeat.core.UserFolders;
import dev.upbeat.models.runtime.OnnxRuntimeLibrary;
import java.nio.file.Path;

/** Has the engines unpack their native libraries where these are kept and may be loaded from. */
public final class NativeLibraries {
  private static final String JNA_FOLDER = "jna.tmpdir";

  private NativeLibraries() {}

  /**
   * To be called before the first engine; later calls change nothing.
   *
   * @throws dev.upbeat.core.UpbeatException {@code native-folder-unusable}
   */
  public static synchronized void prepare(UserFolders folders) {
    Path unpacking = NativeFolder.find(folders);
    if (System.getProperty(JNA_FOLDER) == null) {
      System.setProperty(JNA_FOLDER, unpacking.toString());
    }
    // Kept, so it may lie in a cache that somebody else has filled and we can only read.
    OnnxRuntimeLibrary.prepare(folders.natives());
  }
}

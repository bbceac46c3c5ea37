package dev.upbeat.models.store;

import dev.upbeat.core.UserFolders;
import java.nio.file.Path;

/**
 * Where the store keeps its things.
 *
 * @param cacheFolder holds one folder a downloaded model
 * @param userCatalogue the user's catalogue file, which need not exist
 */
public record StoreLocations(Path cacheFolder, Path userCatalogue) {
  /** {@code models} in the user's cache, {@code catalogue.json} beside the user's configuration. */
  public static StoreLocations of(UserFolders folders) {
    return new StoreLocations(
        folders.cache().resolve("models"), folders.config().resolve("catalogue.json"));
  }
}

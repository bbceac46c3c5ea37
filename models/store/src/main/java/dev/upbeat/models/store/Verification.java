package dev.upbeat.models.store;

import java.util.List;

/**
 * What hashing every file of a model found.
 *
 * @param status how the model stands now
 * @param filesChecked how many files were hashed
 * @param trusted downloads whose digest nobody knew beforehand, so that it only proves that they
 *     haven't changed since
 */
public record Verification(ModelStatus status, int filesChecked, List<String> trusted) {
  public Verification {
    trusted = List.copyOf(trusted);
  }
}

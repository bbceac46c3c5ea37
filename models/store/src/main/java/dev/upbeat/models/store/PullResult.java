package dev.upbeat.models.store;

import dev.upbeat.core.ModelFolder;

/**
 * A successful pull.
 *
 * @param model the model, ready for use
 * @param downloaded false when it was here already
 */
public record PullResult(ModelFolder model, boolean downloaded) {}

/** Puts the parts together: models, plugins and engine become an assistant that can take turns. */
@NullMarked
package dev.upbeat.wearable.assistant;

import org.jspecify.annotations.NullMarked;

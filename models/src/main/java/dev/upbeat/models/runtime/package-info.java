/** The decoder on ONNX Runtime: graph, key/value cache, logits. */
@NullMarked
package dev.upbeat.models.runtime;

import org.jspecify.annotations.NullMarked;

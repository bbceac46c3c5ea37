/** From a Swen-shaped checkpoint (safetensors) to an ONNX graph that ONNX Runtime runs fast. */
@NullMarked
package dev.upbeat.models.export;

import org.jspecify.annotations.NullMarked;

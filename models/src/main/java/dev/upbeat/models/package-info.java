/** The opener model at run time, and its way from a checkpoint to an ONNX graph. */
@NullMarked
package dev.upbeat.models;

import org.jspecify.annotations.NullMarked;

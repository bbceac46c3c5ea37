/** The continuator: continues the opener with a large model and streams the rest. */
@NullMarked
package dev.upbeat.server;

import org.jspecify.annotations.NullMarked;

/** The device's side of the wire: the client of the continuator server. */
@NullMarked
package dev.upbeat.wearable.continuator;

import org.jspecify.annotations.NullMarked;
